// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.domain;

/** How the running commit is found: by evidence, or by name alone as the view that Rollcall replaces did. */
public enum Matching {
    EVIDENCE("evidence"),
    NAME("name");

    private static final Codes<Matching> CODES = new Codes<>("matching", values(), Matching::code);

    private final String code;

    Matching(String code) {
        this.code = code;
    }

    /** The matching of a code of the database. */
    public static Matching of(String code) {
        return CODES.get(code);
    }

    /** The word for it in the database, in every output and on the command line. */
    public String code() {
        return code;
    }

    @Override
    public String toString() {
        return code;
    }
}
