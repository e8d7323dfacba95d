// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.advisory;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What scanners found in what a system runs, and what deploying would change.
 *
 * @param runs the scans of what it runs; empty if it was not scanned
 * @param due the scans of what a deployment would bring; null if nothing is due
 * @param isCompared whether a scanner scanned both
 * @param found what was found in what it runs, the worst first
 * @param cleared the ids of those that deploying clears
 * @param brought what deploying brings, the worst first
 */
public record HostAdvisories(
        List<Scan> runs,
        @Nullable List<Scan> due,
        boolean isCompared,
        List<Found> found,
        Set<String> cleared,
        List<Found> brought) {

    public HostAdvisories {
        found = List.copyOf(found);
        cleared = Set.copyOf(cleared);
        brought = List.copyOf(brought);
    }

    /** Whether deploying clears an advisory that it has; null if that is not known. */
    public @Nullable Boolean clears(String id) {
        return isCompared ? (Boolean) cleared.contains(id) : null;
    }
}
