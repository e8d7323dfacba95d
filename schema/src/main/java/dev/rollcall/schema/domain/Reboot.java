// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the reboots of a system: a mark beside the status, as old as its newest state.
 *
 * @param needed whether the system said that it needs one; null where that is not collected
 * @param neededSince the first of the states in a row that said so
 * @param bootedAt when it booted, where its source says that
 */
public record Reboot(
        @Nullable Boolean needed,
        @Nullable Instant neededSince,
        @Nullable Instant bootedAt) {

    public static final Reboot NOT_COLLECTED = new Reboot(null, null, null);

    public boolean isCollected() {
        return needed != null;
    }

    public boolean isNeeded() {
        return Boolean.TRUE.equals(needed);
    }
}
