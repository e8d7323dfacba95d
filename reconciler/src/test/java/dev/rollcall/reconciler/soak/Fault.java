// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.soak;

/** Faults that can happen to a nightly run. */
enum Fault {
    /** kill -9 of the process. */
    KILL,
    /** SIGTERM, as systemd and a pipeline stop a job. */
    TERM,
    /** SIGSTOP, and SIGCONT 20 seconds later: a machine that was suspended. */
    PAUSE,
    /** pg_terminate_backend on all its sessions. */
    TERMINATE_ALL,
    /** pg_terminate_backend on one of them, perhaps the one that holds the lock. */
    TERMINATE_ONE,
    /** A proxy between it and the server resets its connections. */
    RESET,
    /** The proxy stops sending, but still accepts data. */
    HALF_CLOSED,
    /** A restart of the server. */
    RESTART,
    /** kill -9 of the server, which recovers from its log. */
    CRASH,
    /** The same during a backfill. */
    CRASH_IN_BACKFILL,
    /** A statement_timeout that the run's statements exceed. */
    STATEMENT_TIMEOUT,
    /** A disk that fills up under the report. */
    FULL_DISK,
    /** A read-only folder of reports. */
    READ_ONLY,
    /** Another process holds the run lock permanently. */
    LOCK_HELD,
    /** Another process holds the lock and releases it while the run waits. */
    LOCK_WAITED,
    /** A concurrent prune of the same history and archive. */
    PRUNE,
    /** A concurrent backfill of the same history. */
    BACKFILL,
    /** A concurrent report of the previous night. */
    REPORT,
    /** A concurrent import of the inventory. */
    IMPORT,
    /** kill -9 in a process whose clock differs from the next one's by days or years. */
    CLOCK,
    /** A clock that jumps by days or years during the run, forwards or back. */
    CLOCK_JUMP;

    /** The process can't report what happened. */
    boolean isKill() {
        return this == KILL || this == CLOCK;
    }

    /** The run ends normally. */
    boolean isHarmless() {
        return switch (this) {
            case PAUSE, LOCK_WAITED, PRUNE, BACKFILL, REPORT, IMPORT, CLOCK_JUMP -> true;
            default -> false;
        };
    }

    boolean needsFakeClock() {
        return this == CLOCK_JUMP;
    }

    boolean needsMount() {
        return this == FULL_DISK || this == READ_ONLY;
    }
}
