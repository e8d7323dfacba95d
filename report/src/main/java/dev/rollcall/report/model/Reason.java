// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why a system has its status: every word that the rules have for it. */
public enum Reason {
    RUNS_NEWEST(Status.UP_TO_DATE),
    EVALUATED_NEWEST(Status.UP_TO_DATE),
    RUNS_PIN(Status.UP_TO_DATE),
    HELD(Status.UP_TO_DATE),
    AWAITING_PIN(Status.OUTDATED),
    AWAITING_DEPLOYMENT(Status.OUTDATED),
    NOT_EVALUATED(Status.OUTDATED),
    EVALUATION_PENDING(Status.OUTDATED),
    EVALUATION_FAILED(Status.OUTDATED),
    EVALUATION_UNRECORDED(Status.OUTDATED),
    BUILD_PENDING(Status.OUTDATED),
    BUILD_FAILED(Status.OUTDATED),
    WITHDRAWN_COMMIT(Status.OUTDATED),
    OTHER_SYSTEM(Status.UNKNOWN_STATE),
    OTHER_FLAKE(Status.UNKNOWN_STATE),
    DIRTY_REVISION(Status.UNKNOWN_STATE),
    UNRECOGNISED_REVISION(Status.UNKNOWN_STATE),
    UNRECOGNISED_CLOSURE(Status.UNKNOWN_STATE),
    NO_FLAKE(Status.UNKNOWN_STATE),
    NO_COMMITS(Status.UNKNOWN_STATE),
    NO_SUCCESSFUL_EVALUATION(Status.UNKNOWN_STATE),
    NEVER_DEPLOYED(Status.OFFLINE);

    private final Status status;

    Reason(Status status) {
        this.status = status;
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

    /** The one status that it stands for. */
    public Status status() {
        return status;
    }
}
