// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli.option;

import dev.rollcall.reconciler.cli.Environment;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.RollcallException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The point in time that a command reports on. */
public final class AsOfOption {

    private static final long NANOS_OF_SECOND = 1_000_000_000;

    @Option(
            names = "--as-of",
            paramLabel = "TIME",
            converter = InstantConverter.class,
            description = "The point in time to report on, such as 2026-11-23T02:00:00Z (default: now).")
    private @Nullable Instant asOf;

    public boolean isGiven() {
        return asOf != null;
    }

    /**
     * The requested time, or now.
     *
     * @throws RollcallException if it lies in the future
     */
    public Instant asOf(Environment environment) {
        // rounded up, so that imports of the same second count
        Instant now =
                environment.clock().instant().plusNanos(NANOS_OF_SECOND - 1).truncatedTo(ChronoUnit.SECONDS);
        if (asOf != null && asOf.isAfter(now)) {
            throw new RollcallException(
                    ErrorName.TIME_IN_FUTURE, "--as-of " + asOf + " is in the future; it is now " + now + ".");
        }
        return asOf == null ? now : asOf;
    }
}
