// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.closure;

import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.schema.domain.SystemRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who runs a package in a snapshot.
 *
 * @param below only versions below this one, null for all
 * @param holders those that run the oldest version first
 * @param systems how many systems were looked at
 * @param notCollected how many of them run a closure that nobody imported
 */
public record PackageHolders(
        SnapshotSummary snapshot,
        String name,
        @Nullable String below,
        List<Holder> holders,
        int systems,
        int notCollected) {

    public PackageHolders {
        holders = List.copyOf(holders);
    }

    /** A system and the versions that it has, the oldest first. */
    public record Holder(SystemRow system, List<String> versions) {

        public Holder {
            versions = List.copyOf(versions);
        }
    }
}
