// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli.command;

import dev.rollcall.reconciler.cli.Environment;
import dev.rollcall.reconciler.cli.ExitCode;
import dev.rollcall.reconciler.cli.option.DatabaseOptions;
import dev.rollcall.reconciler.cli.option.FormatOption;
import dev.rollcall.reconciler.cli.option.LastOption;
import dev.rollcall.reconciler.cli.option.OpenDatabase;
import dev.rollcall.reconciler.cli.option.SnapshotMatching;
import dev.rollcall.report.format.history.HistoryFormat;
import dev.rollcall.report.format.history.StoryFormat;
import dev.rollcall.report.model.HistoryEntry;
import dev.rollcall.report.model.StatusPeriod;
import dev.rollcall.report.model.SystemStory;
import dev.rollcall.report.query.HistoryQueries;
import dev.rollcall.report.query.ReportQueries;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.RollcallException;
import dev.rollcall.schema.text.ResemblingNames;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code rollcall history}: lists the snapshots, or the status changes of one system. */
@Command(
        name = "history",
        description = {
            "Lists the snapshots, or the status changes of one system.",
            "Snapshots are listed newest first; those of 'backfill' are marked as reconstructed. With HOST, its status changes are listed, oldest first."
        })
final class HistoryCommand extends BaseCommand {

    @Mixin
    private final DatabaseOptions databaseOptions = new DatabaseOptions();

    @Parameters(arity = "0..1", paramLabel = "HOST", description = "The system whose status changes to list.")
    private @Nullable String host;

    @Mixin
    private final FormatOption output = new FormatOption();

    @Mixin
    private final SnapshotMatching snapshots = new SnapshotMatching();

    @Mixin
    private final LastOption limit = new LastOption();

    HistoryCommand(Environment environment) {
        super(environment);
    }

    @Override
    ExitCode execute() {
        int last = limit.last();
        try (OpenDatabase opened = databaseOptions.open(environment())) {
            String text = ReportQueries.atOneMoment(opened.database().dsl(), queries -> text(queries.history(), last));
            out().print(text);
        }
        return ExitCode.OK;
    }

    private String text(HistoryQueries history, int last) {
        return host == null ? list(history.newestFirst(snapshots.matching(), last)) : story(history, host, last);
    }

    private String list(List<HistoryEntry> entries) {
        return switch (output.format()) {
            case TABLE -> HistoryFormat.table(entries, environment().tableWidth());
            case JSON -> HistoryFormat.json(entries);
            case CSV -> HistoryFormat.csv(entries);
        };
    }

    private String story(HistoryQueries history, String hostname, int last) {
        SystemStory whole = history.story(hostname, snapshots.matching()).orElseThrow(() -> unknown(hostname, history));
        List<StatusPeriod> periods = whole.periods();
        SystemStory story = new SystemStory(
                hostname, whole.newest(), periods.subList(Math.max(0, periods.size() - last), periods.size()));
        return switch (output.format()) {
            case TABLE -> StoryFormat.table(story, environment().tableWidth());
            case JSON -> StoryFormat.json(story);
            case CSV -> StoryFormat.csv(story);
        };
    }

    private RollcallException unknown(String hostname, HistoryQueries history) {
        return new RollcallException(
                ErrorName.UNKNOWN_SYSTEM,
                "No snapshot has a system '" + hostname + "'."
                        + ResemblingNames.question(
                                hostname,
                                history.hostnames(snapshots.matching()),
                                " 'rollcall status' lists all systems."));
    }
}
