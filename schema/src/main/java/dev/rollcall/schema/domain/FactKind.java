// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.domain;

import java.util.Locale;

/** The kinds of facts in an inventory. */
public enum FactKind {
    STATE,
    EVALUATION,
    COMMIT,
    HEARTBEAT;

    /** The word that outputs have for it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The word for several of them, which is also the name of its feed. */
    public String plural() {
        return this + "s";
    }
}
