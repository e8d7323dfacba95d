// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.job;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/** Another run holds the lock of the database. */
public final class RunLockedException extends RunException {

    private static final long serialVersionUID = 1L;

    RunLockedException(LockHolder holder, Duration patience) {
        super("Another rollcall run works on this database (user " + holder.user() + ", application "
                + holder.application() + ", since " + holder.since().truncatedTo(ChronoUnit.SECONDS)
                + (patience.isZero()
                        ? "). Try again when it is done, or wait for it with --wait-lock."
                        : "), and did not end in the " + patience.toSeconds()
                                + " s that --wait-lock gives it. Try again when it is done."));
    }
}
