// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli.command;

import dev.rollcall.reconciler.cli.Environment;
import dev.rollcall.reconciler.cli.ExitCode;
import dev.rollcall.reconciler.cli.option.DatabaseOptions;
import dev.rollcall.reconciler.cli.option.OpenDatabase;
import dev.rollcall.report.format.history.HistoryFormat;
import dev.rollcall.report.format.history.StoryFormat;
import dev.rollcall.report.model.HistoryEntry;
import dev.rollcall.report.model.SystemStory;
import dev.rollcall.report.query.HistoryQueries;
import dev.rollcall.report.query.ReportQueries;
import dev.rollcall.schema.domain.Matching;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.RollcallException;
import dev.rollcall.schema.text.ResemblingNames;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rollcall history}: lists the snapshots, or the status changes of one system. */
@Command(
        name = "history",
        description = {
            "Lists the snapshots, or the status changes of one system.",
            "Snapshots are listed newest first; those of 'backfill' are marked as reconstructed. With HOST, its status changes are listed, oldest first."
        })
final class HistoryCommand extends BaseCommand {

    enum Format {
        TABLE,
        JSON,
        CSV
    }

    @Mixin
    private final DatabaseOptions databaseOptions = new DatabaseOptions();

    @Parameters(arity = "0..1", paramLabel = "HOST", description = "The system whose status changes to list.")
    private @Nullable String host;

    @Option(
            names = "--format",
            paramLabel = "table|json|csv",
            defaultValue = "table",
            description = "A table for people, JSON or CSV (default: ${DEFAULT-VALUE}).")
    private Format format = Format.TABLE;

    @Option(
            names = "--matching",
            paramLabel = "evidence|name",
            defaultValue = "evidence",
            description = "Use the snapshots with this matching; see 'run --help' (default: ${DEFAULT-VALUE}).")
    private Matching matching = Matching.EVIDENCE;

    @Option(names = "--last", paramLabel = "N", description = "List only the last N snapshots (default: all).")
    private int last = Integer.MAX_VALUE;

    HistoryCommand(Environment environment) {
        super(environment);
    }

    @Override
    ExitCode execute() {
        if (last < 1) {
            throw new RollcallException(
                    ErrorName.INVALID_VALUE, "--last " + last + " is too small, expected 1 or more.");
        }
        try (OpenDatabase opened = databaseOptions.open(environment())) {
            String text = ReportQueries.atOneMoment(opened.database().dsl(), queries -> text(queries.history()));
            out().print(text);
        }
        return ExitCode.OK;
    }

    private String text(HistoryQueries history) {
        return host == null ? list(history.newestFirst(matching, last)) : story(history, host);
    }

    private String list(List<HistoryEntry> entries) {
        return switch (format) {
            case TABLE -> HistoryFormat.table(entries, environment().tableWidth());
            case JSON -> HistoryFormat.json(entries);
            case CSV -> HistoryFormat.csv(entries);
        };
    }

    private String story(HistoryQueries history, String hostname) {
        SystemStory story = history.story(hostname, matching).orElseThrow(() -> unknown(hostname, history));
        return switch (format) {
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
                                hostname, history.hostnames(matching), " 'rollcall status' lists all systems."));
    }
}
