// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import java.util.Locale;

/** What a gate says of a snapshot, or of one rule. */
public enum GateOutcome {
    PASSED("✔"),
    FAILED("✘"),
    /** The inventory is stale or misses something, so neither of the two would be true. */
    UNDECIDABLE("?");

    private final String symbol;

    GateOutcome(String symbol) {
        this.symbol = symbol;
    }

    /** The outcome of a code as the database and every output has it. */
    public static GateOutcome of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    /** The word in lower case. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What a gate did, behind its name. */
    public String words() {
        return this == UNDECIDABLE ? "can't decide" : code();
    }

    public String symbol() {
        return symbol;
    }
}
