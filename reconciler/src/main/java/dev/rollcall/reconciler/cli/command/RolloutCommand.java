// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli.command;

import dev.rollcall.reconciler.cli.Environment;
import dev.rollcall.reconciler.cli.ExitCode;
import dev.rollcall.reconciler.cli.option.DatabaseOptions;
import dev.rollcall.reconciler.cli.option.FormatOption;
import dev.rollcall.reconciler.cli.option.LastOption;
import dev.rollcall.reconciler.cli.option.OpenDatabase;
import dev.rollcall.reconciler.gate.RuleName;
import dev.rollcall.reconciler.registration.KnownNames;
import dev.rollcall.reconciler.registration.KnownNames.Kind;
import dev.rollcall.report.format.rollout.ArrivalFormat;
import dev.rollcall.report.format.rollout.RolloutFormat;
import dev.rollcall.report.model.ArrivalTime;
import dev.rollcall.report.model.MissingSystem;
import dev.rollcall.report.model.Rollout;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.report.query.ReportQueries;
import dev.rollcall.schema.domain.Matching;
import dev.rollcall.schema.domain.NamePattern;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.RollcallException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
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
            "With COMMIT: the share of the flake's systems that ran it or a later commit, night by night, and which systems are missing. With --flake: the same for each of its commits, newest first. With neither: by month, how long commits took to reach the systems they change. A commit that leaves a system's closure alone counts as reached at once."
        })
final class RolloutCommand extends BaseCommand {

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

    @Mixin
    private final LastOption limit = new LastOption();

    @Mixin
    private final FormatOption output = new FormatOption();

    RolloutCommand(Environment environment) {
        super(environment);
    }

    @Override
    ExitCode execute() {
        int last = limit.last();
        requireEffect("--last", "one commit", commit == null);
        requireEffect("--last", "the months; it limits the commits of --flake", commit != null || flake != null);
        if (commit != null && !RuleName.COMMIT_HASH.matcher(commit).matches()) {
            throw new RollcallException(
                    ErrorName.INVALID_VALUE,
                    "'" + commit + "' is not a commit: expected its hash, or at least the first 7 characters of it.");
        }
        try (OpenDatabase opened = databaseOptions.open(environment())) {
            String text = ReportQueries.atOneMoment(opened.database().dsl(), queries -> text(queries, last));
            out().print(text);
        }
        return ExitCode.OK;
    }

    private String text(ReportQueries queries, int last) {
        SnapshotSummary upTo = queries.references(Matching.EVIDENCE).resolve(snapshot);
        if (commit != null) {
            Rollout rollout = find(queries, commit.toLowerCase(Locale.ROOT), upTo);
            return text(rollout, upTo.asOf(), queries.rollouts().missing(rollout, upTo));
        }
        if (flake == null) {
            return text(queries.rollouts().arrivalTimes(Instant.EPOCH, upTo.asOf()));
        }
        List<Rollout> rollouts =
                queries.rollouts().newest(List.of(flake), last, upTo.asOf()).get(flake);
        if (rollouts == null) {
            throw withoutData(queries, flake, upTo);
        }
        return text(flake, upTo.asOf(), rollouts);
    }

    private Rollout find(ReportQueries queries, String beginning, SnapshotSummary upTo) {
        List<Rollout> found = queries.rollouts().beginning(beginning, upTo.asOf()).stream()
                .filter(rollout -> flake == null || rollout.flake().equals(flake))
                .toList();
        if (found.isEmpty() && flake != null && !queries.rollouts().flakes().contains(flake)) {
            throw withoutData(queries, flake, upTo);
        }
        if (found.isEmpty()) {
            throw new RollcallException(
                    ErrorName.UNKNOWN_COMMIT,
                    "No snapshot up to " + upTo.asOf() + " knows a commit " + beginning
                            + (flake == null ? "" : " of the flake " + flake) + ".");
        }
        if (found.size() > 1) {
            boolean isOfSeveralFlakes =
                    found.stream().map(Rollout::flake).distinct().count() > 1;
            throw new RollcallException(
                    ErrorName.AMBIGUOUS_COMMIT,
                    "The commit " + beginning + " is ambiguous: " + found.size() + " commits match. "
                            + (isOfSeveralFlakes ? "Name the flake with --flake." : "Give a longer hash."));
        }
        return found.get(0);
    }

    /** Snapshots of an earlier version have the flake, but no rollout data. */
    private static RollcallException withoutData(ReportQueries queries, String flake, SnapshotSummary upTo) {
        return KnownNames.ofSnapshot(queries.dsl(), upTo.id())
                .error(Kind.FLAKE, new NamePattern(flake))
                .map(error -> new RollcallException(error, null))
                .orElseGet(() -> new RollcallException(
                        ErrorName.NO_ROLLOUT_DATA,
                        "No snapshot has rollout data for this flake. If its systems have reported a state,"
                                + " 'rollcall backfill' adds it."));
    }

    private String text(Rollout rollout, Instant asOf, List<MissingSystem> missing) {
        return switch (output.format()) {
            case TABLE -> RolloutFormat.table(rollout, missing, environment().tableWidth());
            case JSON -> RolloutFormat.json(rollout, asOf, missing);
            case CSV -> RolloutFormat.csv(rollout);
        };
    }

    private String text(String name, Instant asOf, List<Rollout> rollouts) {
        return switch (output.format()) {
            case TABLE ->
                RolloutFormat.table(name, asOf, rollouts, environment().tableWidth());
            case JSON -> RolloutFormat.json(name, asOf, rollouts);
            case CSV -> RolloutFormat.csv(rollouts);
        };
    }

    private String text(List<ArrivalTime> times) {
        return switch (output.format()) {
            case TABLE -> ArrivalFormat.table(times, environment().tableWidth());
            case JSON -> ArrivalFormat.json(times);
            case CSV -> ArrivalFormat.csv(times);
        };
    }
}
