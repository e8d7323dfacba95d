// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli.option;

import dev.rollcall.reconciler.job.Retention;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.RollcallException;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How long snapshots are kept. */
public final class RetentionOptions {

    @Option(
            names = "--keep-all",
            paramLabel = "DURATION",
            defaultValue = "35d",
            converter = DurationConverter.class,
            description = "Keep every snapshot for this long (default: ${DEFAULT-VALUE}).")
    private Duration keepAll = Retention.DEFAULT.allFor();

    @Option(
            names = "--keep-daily",
            paramLabel = "DURATION",
            defaultValue = "400d",
            converter = DurationConverter.class,
            description =
                    "Keep the last snapshot of each day for this long, and the last of each week forever. A snapshot in which a status changed is always kept (default: ${DEFAULT-VALUE}).")
    private Duration keepDaily = Retention.DEFAULT.dailyFor();

    /**
     * The requested retention.
     *
     * @throws RollcallException if daily snapshots would be removed before all of their day may
     */
    public Retention retention() {
        if (keepDaily.compareTo(keepAll) < 0) {
            throw new RollcallException(
                    ErrorName.INVALID_VALUE, "--keep-daily is shorter than --keep-all, expected at least as long.");
        }
        return new Retention(keepAll, keepDaily);
    }
}
