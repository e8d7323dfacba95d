// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli.option;

import dev.rollcall.reconciler.job.RunRequest;
import java.time.Duration;
import picocli.CommandLine.Option;

/** When the inventory is stale. */
public final class StaleAfterOption {

    @Option(
            names = "--stale-after",
            paramLabel = "DURATION",
            defaultValue = "1d",
            converter = DurationConverter.class,
            description =
                    "Call the inventory stale if its newest fact is older than this, such as 12h or 1d (default: ${DEFAULT-VALUE}).")
    private Duration staleAfter = RunRequest.DEFAULT_STALE_AFTER;

    public Duration staleAfter() {
        return staleAfter;
    }
}
