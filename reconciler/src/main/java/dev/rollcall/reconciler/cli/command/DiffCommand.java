// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli.command;

import dev.rollcall.reconciler.cli.Environment;
import dev.rollcall.reconciler.cli.ExitCode;
import dev.rollcall.reconciler.cli.option.DatabaseOptions;
import dev.rollcall.reconciler.cli.option.OpenDatabase;
import dev.rollcall.reconciler.cli.option.SnapshotMatching;
import dev.rollcall.report.format.diff.DiffFormat;
import dev.rollcall.report.model.SnapshotDiff;
import dev.rollcall.report.query.ReportQueries;
import dev.rollcall.report.query.SnapshotReferences;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rollcall diff}: compares any two snapshots. */
@Command(
        name = "diff",
        description = {
            "Compares two snapshots.",
            "Name a snapshot by its id, time, day or label, as latest or previous, or by an age such as 7d (at least this much older than the newest)."
        })
final class DiffCommand extends BaseCommand {

    enum Format {
        TABLE,
        JSON,
        MARKDOWN
    }

    @Mixin
    private final DatabaseOptions databaseOptions = new DatabaseOptions();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "FROM",
            defaultValue = "previous",
            description = "The baseline (default: ${DEFAULT-VALUE}).")
    private String from = "previous";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "TO",
            defaultValue = "latest",
            description = "The snapshot to compare with it (default: ${DEFAULT-VALUE}).")
    private String to = "latest";

    @Option(
            names = "--format",
            paramLabel = "table|json|markdown",
            defaultValue = "table",
            description = "A table for people, JSON, or Markdown with shortened lists (default: ${DEFAULT-VALUE}).")
    private Format format = Format.TABLE;

    @Mixin
    private final SnapshotMatching snapshots = new SnapshotMatching();

    DiffCommand(Environment environment) {
        super(environment);
    }

    @Override
    ExitCode execute() {
        try (OpenDatabase opened = databaseOptions.open(environment())) {
            out().print(text(ReportQueries.atOneMoment(opened.database().dsl(), this::diff)));
        }
        return ExitCode.OK;
    }

    private SnapshotDiff diff(ReportQueries queries) {
        SnapshotReferences references = queries.references(snapshots.matching());
        return queries.changes().diff(references.resolve(from), references.resolve(to), mostOfList());
    }

    /** Table and JSON are not limited. */
    private int mostOfList() {
        return format == Format.MARKDOWN ? DiffFormat.ROWS_OF_MARKDOWN_LIST : Integer.MAX_VALUE;
    }

    private String text(SnapshotDiff diff) {
        return switch (format) {
            case TABLE -> DiffFormat.table(diff, environment().tableWidth());
            case JSON -> DiffFormat.json(diff);
            case MARKDOWN -> DiffFormat.markdown(diff);
        };
    }
}
