// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli.command;

import dev.rollcall.reconciler.cli.Environment;
import dev.rollcall.reconciler.cli.ExitCode;
import dev.rollcall.reconciler.cli.option.DatabaseOptions;
import dev.rollcall.reconciler.cli.option.FormatOption;
import dev.rollcall.reconciler.cli.option.LookedAtSnapshot;
import dev.rollcall.reconciler.cli.option.OpenDatabase;
import dev.rollcall.report.advisory.AdvisoriesInUse;
import dev.rollcall.report.advisory.AdvisoryHolder;
import dev.rollcall.report.advisory.AdvisoryInPackages;
import dev.rollcall.report.advisory.ClosureGroups;
import dev.rollcall.report.advisory.UsedScans;
import dev.rollcall.report.format.advisory.AdvisoryFormat;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.report.query.ReportQueries;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.RollcallException;
import dev.rollcall.schema.text.ResemblingNames;
import dev.rollcall.schema.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code rollcall advisories}: which known vulnerabilities systems have, or which systems have one. */
@Command(
        name = "advisories",
        description = {
            "Lists the known vulnerabilities of what systems run, or the systems that have one.",
            "Uses the scans imported from advisories.jsonl. For scripts: rollcall advisories CVE-2024-5535 --format csv"
        })
final class AdvisoriesCommand extends BaseCommand {

    @Mixin
    private final DatabaseOptions databaseOptions = new DatabaseOptions();

    @Mixin
    private final LookedAtSnapshot snapshot = new LookedAtSnapshot();

    @Parameters(
            paramLabel = "ID",
            arity = "0..1",
            description = "The advisory, such as CVE-2024-5535 (default: list all).")
    private @Nullable String id;

    @Mixin
    private final FormatOption output = new FormatOption();

    AdvisoriesCommand(Environment environment) {
        super(environment);
    }

    @Override
    ExitCode execute() {
        try (OpenDatabase opened = databaseOptions.open(environment())) {
            out().print(ReportQueries.atOneMoment(opened.database().dsl(), this::answer));
        }
        return ExitCode.OK;
    }

    private String answer(ReportQueries queries) {
        SnapshotSummary looked = snapshot.resolve(queries);
        UsedScans scans = queries.advisories().scans(looked.id()).orElseThrow(() -> noScans(queries, looked));
        String asked = id == null ? null : known(queries, id);
        Map<Integer, AdvisoryInPackages> having = asked == null ? Map.of() : scans.having(asked);
        List<AdvisoryHolder> holders = new ArrayList<>();
        ClosureGroups groups = new ClosureGroups();
        queries.systems().forEachWithClosures(looked.id(), (system, closures) -> {
            // what never reported runs nothing that could be scanned
            if (system.storePath() != null && snapshot.filter().test(system)) {
                groups.add(system.hostname(), closures);
                AdvisoryInPackages found = closures.from() == null ? null : having.get(closures.from());
                if (asked != null && found != null) {
                    holders.add(new AdvisoryHolder(system, found, scans.clears(closures, asked)));
                }
            }
        });
        AdvisoryFormat format = new AdvisoryFormat(looked, AdvisoriesInUse.of(scans, groups));
        return asked == null ? text(format) : text(format, asked, holders);
    }

    /** An answer that is empty because of a typing mistake would look like good news. */
    private static String known(ReportQueries queries, String id) {
        return queries.advisories()
                .known(id)
                .orElseThrow(() -> new RollcallException(
                        ErrorName.UNKNOWN_ADVISORY,
                        "No scan found an advisory '" + id + "'."
                                + ResemblingNames.question(
                                        id, queries.advisories().ids())));
    }

    private static RollcallException noScans(ReportQueries queries, SnapshotSummary looked) {
        return new RollcallException(
                ErrorName.NO_SCANS,
                queries.advisories().areCollected()
                        ? "The snapshot of " + Words.minute(looked.asOf()) + " UTC used no scans."
                        : "No scans have been imported. Import advisories.jsonl first.");
    }

    private String text(AdvisoryFormat format) {
        return switch (output.format()) {
            case TABLE -> format.table(environment().tableWidth());
            case JSON -> format.json();
            case CSV -> format.csv();
        };
    }

    private String text(AdvisoryFormat format, String asked, List<AdvisoryHolder> holders) {
        return switch (output.format()) {
            case TABLE -> format.table(asked, holders, environment().tableWidth());
            case JSON -> format.json(asked, holders);
            case CSV -> format.csv(holders);
        };
    }
}
