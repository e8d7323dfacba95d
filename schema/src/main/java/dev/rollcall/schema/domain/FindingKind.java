// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.domain;

/** The kinds of problems in an inventory. */
public enum FindingKind {
    CLOSURE_DIFFERS_FROM_REVISION("closure-differs-from-revision"),
    /** Far less of one kind of fact comes than usual. */
    FEED_DROP("feed-drop"),
    FLAKE_WITHOUT_COMMITS("flake-without-commits"),
    FUTURE_COMMIT("future-commit"),
    FUTURE_STATE("future-state"),
    NAME_MISMATCH("name-mismatch"),
    NO_FLAKE("no-flake"),
    /** Systems that have awaited a deployment for long and run what they ran then. */
    NO_NEW_CLOSURE("no-new-closure"),
    /** A kind of fact was not recorded for too long. */
    QUIET_FEED("quiet-feed"),
    /** A host reports but is not registered. */
    REPORTS_UNREGISTERED("reports-unregistered"),
    /** What a scanner found comes from an old database. */
    STALE_ADVISORIES("stale-advisories"),
    /** No fact was recorded for too long, so the statuses may be out of date. */
    STALE_INVENTORY("stale-inventory"),
    UNKNOWN_PIN("unknown-pin"),
    WITHDRAWN_COMMITS("withdrawn-commits");

    private static final Codes<FindingKind> CODES = new Codes<>("finding", values(), FindingKind::code);

    private final String code;

    FindingKind(String code) {
        this.code = code;
    }

    /** The kind with a code from the database. */
    public static FindingKind of(String code) {
        return CODES.get(code);
    }

    /** Whether the subject is a registered system. */
    boolean isOfSystem() {
        return switch (this) {
            case CLOSURE_DIFFERS_FROM_REVISION, FUTURE_STATE, NAME_MISMATCH, NO_FLAKE, UNKNOWN_PIN -> true;
            default -> false;
        };
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
