// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.soak;

/** What can happen to a run at night. */
enum Fault {
    /** kill -9 of the process. */
    KILL,
    /** SIGTERM, as systemd and a pipeline stop a job. */
    TERM,
    /** SIGSTOP, and SIGCONT 20 seconds later: a machine that was suspended. */
    PAUSE,
    /** pg_terminate_backend of all its sessions. */
    TERMINATE_ALL,
    /** pg_terminate_backend of one of them, perhaps the one that holds the lock. */
    TERMINATE_ONE,
    /** A proxy between it and the server resets its connections. */
    RESET,
    /** Such a proxy sends nothing any more, but takes what is sent. */
    HALF_CLOSED,
    /** A restart of the server. */
    RESTART,
    /** kill -9 of the server, which comes back by its log. */
    CRASH,
    /** The same during a backfill. */
    CRASH_IN_BACKFILL,
    /** A statement_timeout that the statements of the run don't keep. */
    STATEMENT_TIMEOUT,
    /** A disk that fills up under the report. */
    FULL_DISK,
    /** A folder of reports that nobody may write to. */
    READ_ONLY,
    /** The lock of the run is held by another, and stays so. */
    LOCK_HELD,
    /** The lock is held by another and given back while the run waits for it. */
    LOCK_WAITED,
    /** Somebody prunes the same history and archive. */
    PRUNE,
    /** Somebody backfills the same history. */
    BACKFILL,
    /** Somebody writes the report of the night before again. */
    REPORT,
    /** Somebody imports the inventory again. */
    IMPORT,
    /** kill -9 in a process whose clock is days or years away from that of the next. */
    CLOCK,
    /** A clock that jumps by days or years in the middle of the run, forwards or back. */
    CLOCK_JUMP;

    /** Nobody is left to say what happened. */
    boolean isKill() {
        return this == KILL || this == CLOCK;
    }

    /** The run ends as if nothing had happened. */
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
