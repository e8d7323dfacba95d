// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli;

import dev.rollcall.reconciler.doctor.Examination;
import dev.rollcall.reconciler.doctor.Thresholds;
import dev.rollcall.report.format.StatusCsv;
import dev.rollcall.report.format.StatusJson;
import dev.rollcall.report.format.StatusJsonLines;
import dev.rollcall.report.format.StatusNames;
import dev.rollcall.report.format.StatusTable;
import dev.rollcall.report.format.StatusWriter;
import dev.rollcall.report.format.Words;
import dev.rollcall.report.model.Band;
import dev.rollcall.report.model.SystemRow;
import dev.rollcall.report.query.SystemQueries;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rollcall status}: the statuses as they are, without keeping them. */
@Command(
        name = "status",
        description = {
            "Prints current statuses, optionally filtered, without making a snapshot.",
            "For programs: rollcall status --status outdated --format names | xargs -r -n 1 deploy"
        })
final class StatusCommand extends BaseCommand {

    /** What is printed. */
    enum Format {
        TABLE,
        CSV,
        JSON,
        JSONL,
        NAMES
    }

    /** In which order. */
    enum Order {
        HOST,
        WORST
    }

    @Mixin
    private final DatabaseOptions databaseOptions = new DatabaseOptions();

    @Mixin
    private final AssessmentOptions assessment = new AssessmentOptions();

    @Mixin
    private final SystemFilter filter = new SystemFilter();

    @Option(
            names = "--sort",
            paramLabel = "host|worst",
            defaultValue = "host",
            description = "Sort by host name, or the most urgent first as in the report (default: ${DEFAULT-VALUE}).")
    private Order sort = Order.HOST;

    @Option(
            names = "--format",
            paramLabel = "table|csv|json|jsonl|names",
            defaultValue = "table",
            description =
                    "A table for people, the CSV of the report, JSON, JSON Lines, or one hostname per line (default: ${DEFAULT-VALUE}).")
    private Format format = Format.TABLE;

    StatusCommand(Environment environment) {
        super(environment);
    }

    @Override
    ExitCode execute() {
        Instant asOf = assessment.asOf(environment());
        try (OpenDatabase opened = databaseOptions.open(environment())) {
            filter.requireKnown(opened.database().dsl());
            StatusWriter writer = writer(asOf);
            int[] systems = {0};
            List<SystemRow> held = new ArrayList<>();
            Consumer<SystemRow> next = sort == Order.HOST ? writer : held::add;
            new SystemQueries(opened.database().dsl())
                    .forEachLive(asOf, assessment.matching().code(), assessment.silentAfter(), system -> {
                        systems[0]++;
                        if (filter.test(system)) {
                            next.accept(system);
                        }
                    });
            held.stream().sorted(Band.mostUrgentFirst(asOf)).forEach(writer);
            // not where something failed: what is not whole must not end as if it were
            writer.close();
            warnings(opened, asOf, systems[0]);
            if (writer instanceof StatusNames names && names.leftOut() > 0) {
                err().println("left out: " + Words.count(names.leftOut(), "name", "names")
                        + " with characters that another program could misunderstand");
            }
        }
        return ExitCode.OK;
    }

    /** That nothing is wrong is no good news where nothing is known. */
    private void warnings(OpenDatabase opened, Instant asOf, int systems) {
        new Examination(opened.database().dsl(), asOf, asOf)
                .staleness(Thresholds.DEFAULT_STALE)
                .ifPresent(stale -> err().println(
                                "warning: the inventory is stale (" + stale + "); these statuses may be out of date"));
        if (systems == 0) {
            err().println("warning: no active system is registered; systems.jsonl names them for 'rollcall import'");
        }
    }

    private StatusWriter writer(Instant asOf) {
        return switch (format) {
            case TABLE -> new StatusTable(out(), asOf, environment().tableWidth());
            case CSV -> new StatusCsv(out());
            case JSON -> new StatusJson(out());
            case JSONL -> new StatusJsonLines(out());
            case NAMES -> new StatusNames(out());
        };
    }
}
