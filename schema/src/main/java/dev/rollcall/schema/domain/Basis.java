// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.domain;

/** How the commit that a system runs is known. */
public enum Basis {
    STORE_PATH("store-path"),
    REVISION("revision"),
    /** It is not: the evaluated commit stands in for it. */
    NAME("name");

    private static final Codes<Basis> CODES = new Codes<>("basis", values(), Basis::code);

    private final String code;

    Basis(String code) {
        this.code = code;
    }

    /** The basis of a code of the database. */
    public static Basis of(String code) {
        return CODES.get(code);
    }

    /** The word for it in the database and in every output. */
    public String code() {
        return code;
    }

    @Override
    public String toString() {
        return code;
    }
}
