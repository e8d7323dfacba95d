// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.job;

import static dev.rollcall.schema.jooq.history.Tables.PUBLISHED_SNAPSHOTS;

import dev.rollcall.report.Report;
import dev.rollcall.report.ReportRequest;
import dev.rollcall.schema.BuildProperties;
import java.nio.file.Path;
import org.jooq.DSLContext;

/** Renders published snapshots, each against the one before it. */
final class ReportArchive {

    private final DSLContext dsl;

    ReportArchive(DSLContext dsl) {
        this.dsl = dsl;
    }

    /** Writes the snapshot's report unless the archive has it; returns the page to open. */
    Path render(long snapshotId, Path archive) {
        Long baselineId = dsl.select(PUBLISHED_SNAPSHOTS.PREVIOUS_ID)
                .from(PUBLISHED_SNAPSHOTS)
                .where(PUBLISHED_SNAPSHOTS.ID.eq(snapshotId))
                .fetchSingle(PUBLISHED_SNAPSHOTS.PREVIOUS_ID);
        return Report.render(
                dsl,
                new ReportRequest(
                        snapshotId,
                        baselineId,
                        archive,
                        BuildProperties.current().version()));
    }
}
