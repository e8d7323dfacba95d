// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.oracle;

import java.util.Arrays;

/** The statuses that an evaluation can have, written down again here so that a wrong row of the schema shows. */
enum EvaluationStatus {
    PENDING("pending", false, false),
    QUEUED("queued", false, false),
    DRY_RUN_PENDING("dry-run-pending", false, false),
    DRY_RUN_IN_PROGRESS("dry-run-inprogress", false, false),
    DRY_RUN_COMPLETE("dry-run-complete", false, true),
    DRY_RUN_FAILED("dry-run-failed", true, false),
    BUILD_PENDING("build-pending", false, false),
    BUILD_IN_PROGRESS("build-inprogress", false, false),
    IN_PROGRESS("in-progress", false, false),
    BUILD_COMPLETE("build-complete", true, true),
    COMPLETE("complete", true, true),
    BUILD_FAILED("build-failed", true, false),
    FAILED("failed", true, false);

    private final String statusName;
    private final boolean isTerminal;
    private final boolean isSuccess;

    EvaluationStatus(String statusName, boolean isTerminal, boolean isSuccess) {
        this.statusName = statusName;
        this.isTerminal = isTerminal;
        this.isSuccess = isSuccess;
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

    boolean isSuccessful() {
        return isSuccess;
    }

    boolean isUnfinished() {
        return !isSuccess && !isTerminal;
    }

    boolean isFailed() {
        return isTerminal && !isSuccess;
    }
}
