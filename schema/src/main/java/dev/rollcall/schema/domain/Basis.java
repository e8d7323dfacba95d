// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.domain;

/** How the running commit of a system is known. */
public enum Basis {
    STORE_PATH("store-path"),
    REVISION("revision"),
    /** It is unknown, and the evaluated commit is used instead. */
    NAME("name");

    private static final Codes<Basis> CODES = new Codes<>("basis", values(), Basis::code);

    private final String code;

    Basis(String code) {
        this.code = code;
    }

    /** The basis with a code from the database. */
    public static Basis of(String code) {
        return CODES.get(code);
    }

    /** The code in the database and in every output. */
    public String code() {
        return code;
    }

    @Override
    public String toString() {
        return code;
    }
}
