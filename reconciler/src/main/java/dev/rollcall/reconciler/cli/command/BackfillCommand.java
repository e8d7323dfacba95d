// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli.command;

import dev.rollcall.reconciler.cli.Environment;
import dev.rollcall.reconciler.cli.ExitCode;
import dev.rollcall.reconciler.cli.option.AssessmentOptions;
import dev.rollcall.reconciler.cli.option.DatabaseOptions;
import dev.rollcall.reconciler.cli.option.DurationConverter;
import dev.rollcall.reconciler.cli.option.InstantConverter;
import dev.rollcall.reconciler.cli.option.OpenDatabase;
import dev.rollcall.reconciler.cli.option.StaleAfterOption;
import dev.rollcall.reconciler.cli.text.Progress;
import dev.rollcall.reconciler.cli.text.SnapshotText;
import dev.rollcall.reconciler.cli.text.Warnings;
import dev.rollcall.reconciler.job.NightlyRun;
import dev.rollcall.reconciler.job.Nights;
import dev.rollcall.reconciler.job.RunRequest;
import dev.rollcall.reconciler.job.RunResult;
import dev.rollcall.report.ArchiveOwner;
import dev.rollcall.schema.domain.Trigger;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.RollcallException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rollcall backfill}: computes nights before the first run, and missed ones. */
@Command(
        name = "backfill",
        customSynopsis = "rollcall backfill --from=TIME --to=TIME [OPTIONS]",
        description = {
            "Makes snapshots of past nights from the facts known at the time.",
            "Works oldest first and skips existing snapshots. It can be stopped at any time; running the same command again continues."
        })
final class BackfillCommand extends BaseCommand {

    /** Which nights get a report in the archive. */
    enum Reports {
        NONE,
        LAST,
        ALL
    }

    private static final long MAX_NIGHTS = 100_000;

    @Mixin
    private final DatabaseOptions databaseOptions = new DatabaseOptions();

    @Mixin
    private final AssessmentOptions assessment = new AssessmentOptions();

    @Option(
            names = "--from",
            required = true,
            paramLabel = "TIME",
            converter = InstantConverter.class,
            description = "The time of the first night, such as 2025-11-05T02:00:00Z.")
    private Instant from = Instant.EPOCH;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "TIME",
            converter = InstantConverter.class,
            description = "The end of the range; a night at exactly this time is included.")
    private Instant to = Instant.EPOCH;

    @Option(
            names = "--every",
            paramLabel = "DURATION",
            defaultValue = "1d",
            converter = DurationConverter.class,
            description = "The time between two nights, such as 6h, 1d or 7d (default: ${DEFAULT-VALUE}).")
    private Duration every = Duration.ofDays(1);

    @Mixin
    private final StaleAfterOption staleness = new StaleAfterOption();

    @Option(
            names = "--reports",
            paramLabel = "none|last|all",
            defaultValue = "last",
            description =
                    "The nights to write reports for; 'rollcall report' can write the others later (default: ${DEFAULT-VALUE}).")
    private Reports reports = Reports.LAST;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "rollcall-report",
            description = "The archive of reports (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("rollcall-report");

    BackfillCommand(Environment environment) {
        super(environment);
    }

    @Override
    ExitCode execute() {
        Nights nights = nights();
        Instant started = environment().clock().instant();
        try (OpenDatabase opened = databaseOptions.open(environment());
                NightlyRun run =
                        NightlyRun.openForPast(opened.database(), environment().clock(), databaseOptions.waitLock())) {
            if (reports != Reports.NONE) {
                ArchiveOwner.require(
                        opened.database().dsl(), environment().folder().resolve(out));
            }
            // changes of a nightly run are for the next one, which may have to notify
            run.resumeUnfinished(Trigger::isReconstruction, err()::println);
            List<Instant> missing = run.missing(nights, assessment.matching());
            int systems = reconstruct(run, missing);
            addRollouts(run, run.withoutRollout(nights, assessment.matching()));
            Duration taken = Duration.between(started, environment().clock().instant());
            out().println(summary(nights, missing.size(), taken));
            if (!missing.isEmpty()) {
                Warnings.noSystems(err(), systems);
            }
            if (reports != Reports.NONE) {
                Instant last = nights.instants().get((int) nights.count() - 1);
                RunResult result = run.run(request(last, environment().folder().resolve(out)));
                SnapshotText.summary(result).forEach(out()::println);
            }
        }
        return ExitCode.OK;
    }

    /** Returns the most systems that any of the nights has. */
    private int reconstruct(NightlyRun run, List<Instant> missing) {
        Path archive = reports == Reports.ALL ? environment().folder().resolve(out) : null;
        Progress progress = new Progress(environment(), err());
        return progress.until(() -> {
            int done = 0;
            int most = 0;
            for (Instant night : missing) {
                progress.show(++done + " of " + missing.size() + " nights, " + night);
                RunResult result = run.run(request(night, archive));
                most = Math.max(most, result.snapshot().counts().systems());
            }
            return most;
        });
    }

    private void addRollouts(NightlyRun run, List<Long> snapshots) {
        Progress progress = new Progress(environment(), err());
        progress.until(() -> {
            for (long snapshot : snapshots) {
                run.keepRollout(snapshot);
                progress.showOneOf(snapshots.size(), "snapshots updated with rollout data");
            }
            return snapshots.size();
        });
    }

    private RunRequest request(Instant night, @Nullable Path archive) {
        return new RunRequest(
                night,
                assessment.matching(),
                null,
                archive,
                Trigger.BACKFILL,
                assessment.silentAfter(),
                staleness.staleAfter(),
                null,
                // keep all requested nights; the next nightly run applies retention
                null);
    }

    private Nights nights() {
        Instant now = environment().clock().instant().truncatedTo(ChronoUnit.SECONDS);
        if (to.isAfter(now)) {
            throw new RollcallException(
                    ErrorName.TIME_IN_FUTURE, "--to " + to + " is in the future; it is now " + now + ".");
        }
        if (from.isAfter(to)) {
            throw new RollcallException(ErrorName.INVALID_VALUE, "--from " + from + " is after --to " + to + ".");
        }
        if (every.isZero()) {
            throw new RollcallException(ErrorName.INVALID_VALUE, "--every is 0, expected a duration such as 1d.");
        }
        Nights nights = new Nights(from, to, every);
        if (nights.count() > MAX_NIGHTS) {
            throw new RollcallException(
                    ErrorName.INVALID_VALUE,
                    "--every gives " + nights.count() + " nights, expected at most " + MAX_NIGHTS + ".");
        }
        return nights;
    }

    private static String summary(Nights nights, int made, Duration taken) {
        long present = nights.count() - made;
        return "Reconstructed " + made + (made == 1 ? " night" : " nights") + " from " + nights.from() + " to "
                + nights.to() + " in " + taken.toSeconds() + " s; " + present
                + (present == 1 ? " was" : " were") + " there already.";
    }
}
