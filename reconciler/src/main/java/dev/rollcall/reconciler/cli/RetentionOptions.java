// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli;

import dev.rollcall.reconciler.job.Retention;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How long snapshots are kept. */
final class RetentionOptions {

    @Option(
            names = "--keep-all",
            paramLabel = "TIME",
            defaultValue = "35d",
            converter = AssessmentOptions.DurationConverter.class,
            description = "Keep every snapshot for so long (default: ${DEFAULT-VALUE}).")
    private Duration keepAll = Retention.DEFAULT.allFor();

    @Option(
            names = "--keep-daily",
            paramLabel = "TIME",
            defaultValue = "400d",
            converter = AssessmentOptions.DurationConverter.class,
            description =
                    "Keep the last of each day for so long, and the last of each week for ever; one in which a system changed its status always stays (default: ${DEFAULT-VALUE}).")
    private Duration keepDaily = Retention.DEFAULT.dailyFor();

    /**
     * The retention that was asked for.
     *
     * @throws UsageException if the days would go before all of their snapshots may
     */
    Retention retention() {
        if (keepDaily.compareTo(keepAll) < 0) {
            throw new UsageException("--keep-daily is shorter than --keep-all, expected at least as long.");
        }
        return new Retention(keepAll, keepDaily);
    }
}
