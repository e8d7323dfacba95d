// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

/** What a gate, or one of its rules, came to. */
public enum GateOutcome {
    PASSED("passed"),
    FAILED("failed"),
    /** The inventory does not tell enough: it is stale or partial. */
    UNDECIDABLE("undecidable");

    private final String code;

    GateOutcome(String code) {
        this.code = code;
    }

    /** The word for it in every format. */
    public String code() {
        return code;
    }
}
