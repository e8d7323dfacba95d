// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.domain;

import java.util.Optional;

/** Why a system has its status. */
public enum Reason {
    RUNS_NEWEST("runs-newest", Status.UP_TO_DATE, "Runs the newest commit"),
    EVALUATED_NEWEST("evaluated-newest", Status.UP_TO_DATE, "Presumed to run the newest commit"),
    RUNS_PIN("runs-pin", Status.UP_TO_DATE, "Runs the commit it is pinned to"),
    HELD("held", Status.UP_TO_DATE, "Held by its pin"),
    AWAITING_PIN("awaiting-pin", Status.OUTDATED, "Waits for the commit it is pinned to"),
    AWAITING_DEPLOYMENT("awaiting-deployment", Status.OUTDATED, "Waits for deployment"),
    NOT_EVALUATED("not-evaluated", Status.OUTDATED, "The newest commit is not evaluated"),
    EVALUATION_PENDING("evaluation-pending", Status.OUTDATED, "The newest commit is being evaluated"),
    EVALUATION_FAILED("evaluation-failed", Status.OUTDATED, "The newest commit fails to evaluate"),
    EVALUATION_UNRECORDED("evaluation-unrecorded", Status.OUTDATED, "No evaluation of the newest commit is recorded"),
    BUILD_PENDING("build-pending", Status.OUTDATED, "The newest commit is being built"),
    BUILD_FAILED("build-failed", Status.OUTDATED, "The newest commit fails to build"),
    WITHDRAWN_COMMIT("withdrawn-commit", Status.OUTDATED, "Runs a commit that left the branch"),
    OTHER_SYSTEM("other-system", Status.UNKNOWN_STATE, "Runs the closure of another system"),
    OTHER_FLAKE("other-flake", Status.UNKNOWN_STATE, "Runs a commit of another flake"),
    DIRTY_REVISION("dirty-revision", Status.UNKNOWN_STATE, "Runs uncommitted changes"),
    UNRECOGNISED_REVISION("unrecognised-revision", Status.UNKNOWN_STATE, "Reports an unknown revision"),
    UNRECOGNISED_CLOSURE("unrecognised-closure", Status.UNKNOWN_STATE, "Runs a closure that no evaluation builds"),
    NO_FLAKE("no-flake", Status.UNKNOWN_STATE, "Has no flake"),
    NO_COMMITS("no-commits", Status.UNKNOWN_STATE, "Its flake has no commits"),
    NO_SUCCESSFUL_EVALUATION("no-successful-evaluation", Status.UNKNOWN_STATE, "Has no successful evaluation"),
    NEVER_DEPLOYED("never-deployed", Status.OFFLINE, "Never deployed");

    private static final Codes<Reason> CODES = new Codes<>("reason", values(), Reason::code);

    private final String code;
    private final Status status;
    private final String title;

    Reason(String code, Status status, String title) {
        this.code = code;
        this.status = status;
        this.title = title;
    }

    /** The reason with a code from the database. */
    public static Reason of(String code) {
        return CODES.get(code);
    }

    /** The reason with a code from a user, such as {@code runs-newest}; empty if unknown. */
    public static Optional<Reason> find(String code) {
        return CODES.find(code);
    }

    /** The code in the database and in every output. */
    public String code() {
        return code;
    }

    /** A short title for systems with this reason. */
    public String title() {
        return title;
    }

    /** The status that it belongs to. */
    public Status status() {
        return status;
    }

    @Override
    public String toString() {
        return code;
    }
}
