// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.domain;

/** The result of a gate or of one of its rules. */
public enum Outcome {
    PASSED("passed", "✔"),
    FAILED("failed", "✘"),
    /** The inventory is stale or incomplete, so the gate can neither pass nor fail. */
    UNDECIDABLE("undecidable", "?");

    private static final Codes<Outcome> CODES = new Codes<>("outcome", values(), Outcome::code);

    private final String code;
    private final String symbol;

    Outcome(String code, String symbol) {
        this.code = code;
        this.symbol = symbol;
    }

    /** The outcome with a code from the database. */
    public static Outcome of(String code) {
        return CODES.get(code);
    }

    /** The code in the database and in every output. */
    public String code() {
        return code;
    }

    /** The verb phrase that follows "the gate". */
    public String words() {
        return this == UNDECIDABLE ? "can't decide" : code();
    }

    public String symbol() {
        return symbol;
    }
}
