// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli;

import dev.rollcall.report.format.StatusCsv;
import dev.rollcall.report.format.StatusTable;
import dev.rollcall.report.format.StatusWriter;
import dev.rollcall.report.query.SystemQueries;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rollcall status}: the statuses as they are, without keeping them. */
@Command(name = "status", description = "Shows the status of every active system, without a snapshot.")
final class StatusCommand extends BaseCommand {

    /** What is printed. */
    enum Format {
        TABLE,
        CSV
    }

    @Mixin
    private final DatabaseOptions databaseOptions = new DatabaseOptions();

    @Mixin
    private final AssessmentOptions assessment = new AssessmentOptions();

    @Option(
            names = "--format",
            paramLabel = "table|csv",
            defaultValue = "table",
            description = "A table for people, or the CSV of the report (default: ${DEFAULT-VALUE}).")
    private Format format = Format.TABLE;

    StatusCommand(Environment environment) {
        super(environment);
    }

    @Override
    ExitCode execute() {
        Instant asOf = assessment.asOf(environment());
        try (OpenDatabase opened = databaseOptions.open(environment());
                StatusWriter writer = format == Format.CSV ? new StatusCsv(out()) : new StatusTable(out(), asOf)) {
            new SystemQueries(opened.database().dsl())
                    .forEachLive(asOf, assessment.matching().code(), assessment.silentAfter(), writer);
        }
        return ExitCode.OK;
    }
}
