// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import dev.rollcall.schema.domain.Reason;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What differs for one system between a baseline and a snapshot.
 *
 * @param isRedeployed whether it runs another closure: something was done to the machine, and not only to what git asks for
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

    /** Whether it is known to run another commit; without a deployment that is a newer one that builds what it runs. */
    public boolean isMoved() {
        return !Objects.equals(oldRunningCommit, newRunningCommit);
    }
}
