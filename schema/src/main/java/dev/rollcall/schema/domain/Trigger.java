// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.domain;

/** The command that made a snapshot. */
public enum Trigger {
    RUN("run"),
    DEMO("demo"),
    /** After its night, from what the inventory knew by then. */
    BACKFILL("backfill");

    private static final Codes<Trigger> CODES = new Codes<>("trigger", values(), Trigger::code);

    private final String code;

    Trigger(String code) {
        this.code = code;
    }

    /** The trigger with a code from the database. */
    public static Trigger of(String code) {
        return CODES.get(code);
    }

    /** The code in the database and in every output. */
    public String code() {
        return code;
    }

    /** Whether its snapshots are computed after their night. */
    public boolean isReconstruction() {
        return this == BACKFILL;
    }

    @Override
    public String toString() {
        return code;
    }
}
