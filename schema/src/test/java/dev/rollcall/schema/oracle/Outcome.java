// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.oracle;

/** The outcome of evaluating one commit for one name; of several outcomes the first in this order counts. */
enum Outcome {
    SUCCESS("awaiting-deployment"),
    BUILD_PENDING("build-pending"),
    BUILD_FAILED("build-failed"),
    UNRECORDED("evaluation-unrecorded"),
    PENDING("evaluation-pending"),
    FAILED("evaluation-failed"),
    NONE("not-evaluated");

    private final String reasonOfOutdated;

    Outcome(String reasonOfOutdated) {
        this.reasonOfOutdated = reasonOfOutdated;
    }

    String reasonOfOutdated() {
        return reasonOfOutdated;
    }

    boolean isFailure() {
        return this == FAILED || this == BUILD_FAILED;
    }
}
