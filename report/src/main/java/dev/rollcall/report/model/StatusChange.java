// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import dev.rollcall.schema.domain.Reason;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The differences of one system between a baseline and a snapshot.
 *
 * @param isRedeployed whether it runs another closure, so that the machine changed and not only git
 */
public record StatusChange(
        String hostname,
        @Nullable String oldFlake,
        @Nullable String newFlake,
        Transition transition,
        @Nullable Reason oldReason,
        @Nullable Reason newReason,
        @Nullable String oldRunningCommit,
        @Nullable String newRunningCommit,
        @Nullable String owner,
        boolean isRedeployed) {

    /** Whether it is known to run another commit; without a deployment that is a newer one with the same closure. */
    public boolean isMoved() {
        return !Objects.equals(oldRunningCommit, newRunningCommit);
    }
}
