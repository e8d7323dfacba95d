// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli;

import dev.rollcall.schema.error.ErrorName;

/** The exit codes, which are an API for pipelines. */
public enum ExitCode {
    /** Success. */
    OK(0),
    /** Something failed; a message says what. */
    ERROR(1),
    /** The command line is wrong. */
    USAGE(2),
    /** A gate rule is violated. */
    GATE_FAILED(10),
    /** The gate is undecided: the inventory is stale or incomplete. */
    GATE_UNDECIDABLE(11),
    /** Another run holds the lock. */
    LOCKED(12);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    /** The exit code for an error. */
    public static ExitCode of(ErrorName error) {
        return switch (error.errorClass()) {
            case USAGE -> USAGE;
            case BUSY -> LOCKED;
            case INPUT, ENVIRONMENT, DATABASE, INTERNAL -> ERROR;
        };
    }

    public int code() {
        return code;
    }
}
