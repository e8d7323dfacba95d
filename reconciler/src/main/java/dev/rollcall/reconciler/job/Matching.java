// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.job;

import java.util.Locale;

/** How the running commit is found: by evidence, or by name alone as the view that Rollcall replaces did. */
public enum Matching {
    EVIDENCE,
    NAME;

    /** The word for it in SQL and on the command line. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Matching of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return code();
    }
}
