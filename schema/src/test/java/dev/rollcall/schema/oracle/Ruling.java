// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.oracle;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A status with its reason, and how far behind the system is if known. */
record Ruling(
        String status,
        String reason,
        @Nullable Integer commitsBehind,
        @Nullable Instant behindSince) {

    static Ruling offline(String reason) {
        return new Ruling("Offline", reason, null, null);
    }

    static Ruling unknownState(String reason) {
        return new Ruling("Unknown State", reason, null, null);
    }

    static Ruling upToDate(String reason) {
        return new Ruling("Up to Date", reason, 0, null);
    }

    /** With the commits that the system is behind, oldest first. */
    static Ruling outdated(String reason, List<Period> behind) {
        return new Ruling(
                "Outdated",
                reason,
                behind.size(),
                behind.isEmpty() ? null : behind.get(0).since());
    }

    static Ruling outdatedByUnknownDistance(String reason) {
        return new Ruling("Outdated", reason, null, null);
    }

    boolean isMeasured() {
        return status.equals("Up to Date") || status.equals("Outdated");
    }
}
