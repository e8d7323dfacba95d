// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import dev.rollcall.schema.domain.Reason;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What differs for one system between a baseline and a snapshot. */
public record StatusChange(
        String hostname,
        @Nullable String oldFlake,
        @Nullable String newFlake,
        Transition transition,
        @Nullable Reason oldReason,
        @Nullable Reason newReason,
        @Nullable String oldRunningCommit,
        @Nullable String newRunningCommit,
        @Nullable String owner) {

    /** Whether it runs another commit now: something was done to the machine, and not only to what git asks for. */
    public boolean isRedeployed() {
        return !Objects.equals(oldRunningCommit, newRunningCommit);
    }
}
