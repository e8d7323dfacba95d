// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli.command;

import dev.rollcall.reconciler.cli.Environment;
import dev.rollcall.reconciler.cli.ExitCode;
import dev.rollcall.reconciler.cli.option.DatabaseOptions;
import dev.rollcall.reconciler.cli.option.OpenDatabase;
import dev.rollcall.report.format.rollout.ArrivalFormat;
import dev.rollcall.report.format.rollout.RolloutFormat;
import dev.rollcall.report.model.ArrivalTime;
import dev.rollcall.report.model.MissingSystem;
import dev.rollcall.report.model.Rollout;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.report.query.ReportQueries;
import dev.rollcall.schema.domain.Matching;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.RollcallException;
import dev.rollcall.schema.text.ResemblingNames;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rollcall rollout}: how fast commits reach the systems of their flake. */
@Command(
        name = "rollout",
        description = {
            "Shows how fast commits reach systems.",
            "With COMMIT: on which night which share of the flake's systems ran it or a later one, and which systems are missing. With --flake: the same for each of its commits, newest first. With neither: by month, how long commits took to the systems that they change. A system whose closure a commit leaves alone has it at once."
        })
final class RolloutCommand extends BaseCommand {

    /** What is printed. */
    enum Format {
        TABLE,
        JSON,
        CSV
    }

    private static final Pattern COMMIT = Pattern.compile("[0-9a-fA-F]{7,64}");

    @Mixin
    private final DatabaseOptions databaseOptions = new DatabaseOptions();

    @Parameters(
            arity = "0..1",
            paramLabel = "COMMIT",
            description = "The hash of a commit, or at least its first 7 characters.")
    private @Nullable String commit;

    @Option(
            names = "--flake",
            paramLabel = "NAME",
            description = "The flake whose commits to list, or that has COMMIT.")
    private @Nullable String flake;

    @Option(
            names = "--snapshot",
            paramLabel = "REF",
            defaultValue = "latest",
            description = "Look no further than this snapshot, named as for 'diff' (default: ${DEFAULT-VALUE}).")
    private String snapshot = "latest";

    @Option(names = "--last", paramLabel = "N", description = "List only the last N commits (default: all).")
    private int last = Integer.MAX_VALUE;

    @Option(
            names = "--format",
            paramLabel = "table|json|csv",
            defaultValue = "table",
            description = "A table for people, JSON or CSV (default: ${DEFAULT-VALUE}).")
    private Format format = Format.TABLE;

    RolloutCommand(Environment environment) {
        super(environment);
    }

    @Override
    ExitCode execute() {
        if (last < 1) {
            throw new RollcallException(
                    ErrorName.INVALID_VALUE, "--last " + last + " is too small, expected 1 or more.");
        }
        if (commit != null && !COMMIT.matcher(commit).matches()) {
            throw new RollcallException(
                    ErrorName.INVALID_VALUE,
                    "'" + commit + "' is not a commit: expected its hash, or at least the first 7 characters of it.");
        }
        try (OpenDatabase opened = databaseOptions.open(environment())) {
            String text = ReportQueries.atOneMoment(opened.database().dsl(), this::text);
            out().print(text);
        }
        return ExitCode.OK;
    }

    private String text(ReportQueries queries) {
        SnapshotSummary upTo = queries.references(Matching.EVIDENCE).resolve(snapshot);
        if (flake != null) {
            requireKnown(flake, queries.rollouts().flakes());
        }
        if (commit != null) {
            Rollout rollout = find(queries, commit.toLowerCase(Locale.ROOT), upTo.asOf());
            return text(rollout, upTo.asOf(), queries.rollouts().missing(rollout, upTo));
        }
        return flake == null
                ? text(queries.rollouts().arrivalTimes(Instant.EPOCH, upTo.asOf()))
                : text(
                        flake,
                        upTo.asOf(),
                        queries.rollouts()
                                .newest(List.of(flake), last, upTo.asOf())
                                .getOrDefault(flake, List.of()));
    }

    private Rollout find(ReportQueries queries, String beginning, Instant asOf) {
        List<Rollout> found = queries.rollouts().beginning(beginning, asOf).stream()
                .filter(rollout -> flake == null || rollout.flake().equals(flake))
                .toList();
        if (found.isEmpty()) {
            throw new RollcallException(
                    ErrorName.UNKNOWN_COMMIT,
                    "No snapshot up to " + asOf + " knows a commit " + beginning
                            + (flake == null ? "" : " of the flake " + flake) + ".");
        }
        if (found.size() > 1) {
            boolean isOfSeveralFlakes =
                    found.stream().map(Rollout::flake).distinct().count() > 1;
            throw new RollcallException(
                    ErrorName.AMBIGUOUS_COMMIT,
                    "The commit " + beginning + " could be any of " + found.size() + ": expected "
                            + (isOfSeveralFlakes ? "its flake with --flake." : "more of its hash."));
        }
        return found.get(0);
    }

    private static void requireKnown(String name, List<String> known) {
        if (!known.contains(name)) {
            throw new RollcallException(
                    ErrorName.UNKNOWN_FLAKE,
                    "No snapshot has a flake '" + name + "'." + ResemblingNames.question(name, known, ""));
        }
    }

    private String text(Rollout rollout, Instant asOf, List<MissingSystem> missing) {
        return switch (format) {
            case TABLE -> RolloutFormat.table(rollout, missing, environment().tableWidth());
            case JSON -> RolloutFormat.json(rollout, asOf, missing);
            case CSV -> RolloutFormat.csv(rollout);
        };
    }

    private String text(String name, Instant asOf, List<Rollout> rollouts) {
        return switch (format) {
            case TABLE ->
                RolloutFormat.table(name, asOf, rollouts, environment().tableWidth());
            case JSON -> RolloutFormat.json(name, asOf, rollouts);
            case CSV -> RolloutFormat.csv(rollouts);
        };
    }

    private String text(List<ArrivalTime> times) {
        return switch (format) {
            case TABLE -> ArrivalFormat.table(times, environment().tableWidth());
            case JSON -> ArrivalFormat.json(times);
            case CSV -> ArrivalFormat.csv(times);
        };
    }
}
