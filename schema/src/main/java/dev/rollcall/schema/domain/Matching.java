// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.domain;

/** How to find the running commit: by evidence, or by name only, like the view that Rollcall replaces. */
public enum Matching {
    EVIDENCE("evidence"),
    NAME("name");

    private static final Codes<Matching> CODES = new Codes<>("matching", values(), Matching::code);

    private final String code;

    Matching(String code) {
        this.code = code;
    }

    /** The matching with a code from the database. */
    public static Matching of(String code) {
        return CODES.get(code);
    }

    /** The code in the database, in every output and on the command line. */
    public String code() {
        return code;
    }

    @Override
    public String toString() {
        return code;
    }
}
