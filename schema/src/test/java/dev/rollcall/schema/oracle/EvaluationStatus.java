// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.oracle;

import java.util.Arrays;

/** The statuses of evaluations, repeated here so that a wrong row in the schema is noticed. */
enum EvaluationStatus {
    PENDING("pending", Outcome.PENDING),
    QUEUED("queued", Outcome.PENDING),
    DRY_RUN_PENDING("dry-run-pending", Outcome.PENDING),
    DRY_RUN_IN_PROGRESS("dry-run-inprogress", Outcome.PENDING),
    DRY_RUN_COMPLETE("dry-run-complete", Outcome.SUCCESS),
    DRY_RUN_FAILED("dry-run-failed", Outcome.FAILED),
    BUILD_PENDING("build-pending", Outcome.BUILD_PENDING),
    BUILD_IN_PROGRESS("build-inprogress", Outcome.BUILD_PENDING),
    IN_PROGRESS("in-progress", Outcome.PENDING),
    BUILD_COMPLETE("build-complete", Outcome.SUCCESS),
    COMPLETE("complete", Outcome.SUCCESS),
    BUILD_FAILED("build-failed", Outcome.BUILD_FAILED),
    FAILED("failed", Outcome.FAILED);

    private final String statusName;
    private final Outcome outcome;

    EvaluationStatus(String statusName, Outcome outcome) {
        this.statusName = statusName;
        this.outcome = outcome;
    }

    static EvaluationStatus of(String statusName) {
        return Arrays.stream(values())
                .filter(status -> status.statusName.equals(statusName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such status: '" + statusName + "'"));
    }

    String statusName() {
        return statusName;
    }

    Outcome outcome() {
        return outcome;
    }

    boolean isSuccessful() {
        return outcome == Outcome.SUCCESS;
    }
}
