// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.job;

import java.time.Duration;

/** Another run holds the lock of the database. */
public final class RunLockedException extends RunException {

    private static final long serialVersionUID = 1L;

    RunLockedException(Duration patience) {
        super(
                patience.isZero()
                        ? "Another rollcall run works on this database. Try again when it is done, or wait for it with"
                                + " --wait-lock."
                        : "Another rollcall run works on this database, and did not end in the " + patience.toSeconds()
                                + " s that --wait-lock gives it. Try again when it is done.");
    }
}
