// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema;

/** Text that PostgreSQL can store: all of Unicode except NUL. */
public final class StorableText {

    private StorableText() {}

    /** Whether a text contains neither NUL nor an unpaired surrogate. */
    public static boolean is(String text) {
        return text.codePoints().noneMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE);
    }
}
