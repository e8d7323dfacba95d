// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.job;

/** Another run holds the lock of the database. */
public final class RunLockedException extends RunException {

    private static final long serialVersionUID = 1L;

    RunLockedException() {
        super("Another rollcall run works on this database. Try again when it is done.");
    }
}
