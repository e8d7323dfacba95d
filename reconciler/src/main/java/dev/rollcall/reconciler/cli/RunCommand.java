// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli;

import dev.rollcall.reconciler.job.NightlyRun;
import dev.rollcall.reconciler.job.RunRequest;
import dev.rollcall.reconciler.job.RunResult;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rollcall run}: the nightly job, which is the step of a pipeline too. */
@Command(
        name = "run",
        description = {
            "Assesses every active system, keeps the result as a snapshot, and writes the report.",
            "A run that was interrupted before is finished first."
        })
final class RunCommand extends BaseCommand {

    @Mixin
    private final DatabaseOptions databaseOptions = new DatabaseOptions();

    @Mixin
    private final AssessmentOptions assessment = new AssessmentOptions();

    @Mixin
    private final RetentionOptions retention = new RetentionOptions();

    @Option(names = "--label", paramLabel = "TEXT", description = "A few words that the snapshot is known by.")
    private @Nullable String label;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "rollcall-report",
            description = "The archive of reports (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("rollcall-report");

    @Option(
            names = "--single-file",
            paramLabel = "FILE",
            description = "Write the report as one page that needs no other file too, for mail and pipelines.")
    private @Nullable Path singleFile;

    @Option(
            names = "--stale-after",
            paramLabel = "TIME",
            defaultValue = "1d",
            converter = AssessmentOptions.DurationConverter.class,
            description = "Call the inventory stale if its newest fact is older: 12h, 1d (default: ${DEFAULT-VALUE}).")
    private Duration staleAfter = RunRequest.DEFAULT_STALE_AFTER;

    @Option(
            names = "--range-size",
            paramLabel = "N",
            defaultValue = "50000",
            description = "How many systems one transaction assesses (default: ${DEFAULT-VALUE}).")
    private int rangeSize = RunRequest.DEFAULT_RANGE_SIZE;

    @Option(
            names = "--full",
            description =
                    "Assess every system anew, also those that nothing new was recorded of since the last snapshot. The result is the same.")
    private boolean full;

    RunCommand(Environment environment) {
        super(environment);
    }

    @Override
    ExitCode execute() {
        if (rangeSize < 1) {
            throw new UsageException("--range-size " + rangeSize + " is too small, expected 1 or more.");
        }
        RunRequest request = new RunRequest(
                assessment.asOf(environment()),
                assessment.matching(),
                label,
                environment().folder().resolve(out),
                "run",
                assessment.silentAfter(),
                staleAfter,
                rangeSize,
                full,
                retention.retention());
        try (OpenDatabase opened = databaseOptions.open(environment());
                NightlyRun run =
                        NightlyRun.open(opened.database(), environment().clock(), databaseOptions.waitLock())) {
            run.resumeUnfinished(err()::println);
            RunResult result = run.run(request);
            if (singleFile != null) {
                run.writeSingleFile(result, environment().folder().resolve(singleFile));
            }
            SnapshotText.lines(result).forEach(out()::println);
        }
        return ExitCode.OK;
    }
}
