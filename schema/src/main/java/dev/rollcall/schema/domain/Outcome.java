// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.domain;

/** The result of a gate, or of one of its rules. */
public enum Outcome {
    PASSED("passed", "✔"),
    FAILED("failed", "✘"),
    /** The inventory is stale or misses something, so neither of the two would be true. */
    UNDECIDABLE("undecidable", "?");

    private static final Codes<Outcome> CODES = new Codes<>("outcome", values(), Outcome::code);

    private final String code;
    private final String symbol;

    Outcome(String code, String symbol) {
        this.code = code;
        this.symbol = symbol;
    }

    /** The outcome of a code of the database. */
    public static Outcome of(String code) {
        return CODES.get(code);
    }

    /** The word for it in the database and in every output. */
    public String code() {
        return code;
    }

    /** What a gate did, behind its name. */
    public String words() {
        return this == UNDECIDABLE ? "can't decide" : code();
    }

    public String symbol() {
        return symbol;
    }
}
