// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli.option;

import dev.rollcall.reconciler.registration.KnownNames;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.report.query.ReportQueries;
import dev.rollcall.schema.domain.Matching;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which systems of which snapshot a command looks at. */
public final class LookedAtSnapshot {

    @Mixin
    private final SystemFilter filter = new SystemFilter();

    @Option(
            names = "--snapshot",
            paramLabel = "REF",
            defaultValue = "latest",
            description = "The snapshot to look at, named as for 'diff' (default: ${DEFAULT-VALUE}).")
    private String reference = "latest";

    public SystemFilter filter() {
        return filter;
    }

    /** The snapshot, after a check that it has what the filter names. */
    public SnapshotSummary resolve(ReportQueries queries) {
        SnapshotSummary looked = queries.references(Matching.EVIDENCE).resolve(reference);
        filter.requireKnown(KnownNames.ofSnapshot(queries.dsl(), looked.id()));
        return looked;
    }
}
