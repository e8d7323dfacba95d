// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why a system has its status: every word that the rules have for it. */
public enum Reason {
    RUNS_NEWEST(Status.UP_TO_DATE, "Runs the newest commit"),
    EVALUATED_NEWEST(Status.UP_TO_DATE, "Runs the newest commit that is evaluated"),
    RUNS_PIN(Status.UP_TO_DATE, "Runs the commit that it is pinned to"),
    HELD(Status.UP_TO_DATE, "Held by its pin"),
    AWAITING_PIN(Status.OUTDATED, "Waits for the commit that it is pinned to"),
    AWAITING_DEPLOYMENT(Status.OUTDATED, "Waits for deployment"),
    NOT_EVALUATED(Status.OUTDATED, "The newest commit is not evaluated"),
    EVALUATION_PENDING(Status.OUTDATED, "The newest commit is being evaluated"),
    EVALUATION_FAILED(Status.OUTDATED, "The newest commit does not evaluate"),
    EVALUATION_UNRECORDED(Status.OUTDATED, "No evaluation of the newest commit is recorded"),
    BUILD_PENDING(Status.OUTDATED, "The newest commit is being built"),
    BUILD_FAILED(Status.OUTDATED, "The newest commit does not build"),
    WITHDRAWN_COMMIT(Status.OUTDATED, "Runs a commit that left the branch"),
    OTHER_SYSTEM(Status.UNKNOWN_STATE, "Runs the closure of another system"),
    OTHER_FLAKE(Status.UNKNOWN_STATE, "Runs a commit of another flake"),
    DIRTY_REVISION(Status.UNKNOWN_STATE, "Runs changes that are not committed"),
    UNRECOGNISED_REVISION(Status.UNKNOWN_STATE, "Reports an unknown revision"),
    UNRECOGNISED_CLOSURE(Status.UNKNOWN_STATE, "Runs a closure that no evaluation builds"),
    NO_FLAKE(Status.UNKNOWN_STATE, "Has no flake"),
    NO_COMMITS(Status.UNKNOWN_STATE, "Its flake has no commits"),
    NO_SUCCESSFUL_EVALUATION(Status.UNKNOWN_STATE, "Has no successful evaluation"),
    NEVER_DEPLOYED(Status.OFFLINE, "Never deployed");

    private final Status status;
    private final String title;

    Reason(Status status, String title) {
        this.status = status;
        this.title = title;
    }

    /** The reason of a code such as {@code runs-newest}; empty for a word of rules that this program does not know. */
    public static Optional<Reason> of(String code) {
        return Arrays.stream(values())
                .filter(reason -> reason.code().equals(code))
                .findFirst();
    }

    /** The word for it in the database and in every output. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What the systems with this reason have in common, in a few words. */
    public String title() {
        return title;
    }

    /** The one status that it stands for. */
    public Status status() {
        return status;
    }
}
