// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema;

/** What text PostgreSQL can hold: any in Unicode but the character NUL. */
public final class StorableText {

    private StorableText() {}

    /** Whether a text is without NUL and without half a surrogate pair. */
    public static boolean is(String text) {
        return text.codePoints().noneMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE);
    }
}
