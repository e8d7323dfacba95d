// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.soak;

/** What can happen to a run at night. */
enum Fault {
    /** kill -9 of the process. */
    KILL,
    /** kill -9 while a step of the job is at work, a different one each time. */
    KILL_IN_STEP,
    /** SIGTERM, as systemd and a pipeline stop a job. */
    TERM,
    /** pg_terminate_backend of all its sessions. */
    TERMINATE_ALL,
    /** pg_terminate_backend of one of them, perhaps the one that holds the lock. */
    TERMINATE_ONE,
    /** A restart of the server. */
    RESTART,
    /** kill -9 of the server, which comes back by its log. */
    CRASH,
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
    /** kill -9 in a process whose clock is days or years away from that of the next. */
    CLOCK,
    /** A clock that jumps by days or years in the middle of the run, forwards or back. */
    CLOCK_JUMP;

    boolean isKill() {
        return this == KILL || this == KILL_IN_STEP || this == CLOCK;
    }

    boolean needsFakeClock() {
        return this == CLOCK_JUMP;
    }

    boolean needsMount() {
        return this == FULL_DISK || this == READ_ONLY;
    }
}
