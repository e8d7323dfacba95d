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
 * @param cleared those of them that deploying clears
 * @param brought what deploying brings, the worst first
 * @param unknown of how many it is not known whether deploying clears or brings them
 */
public record HostAdvisories(
        List<Scan> runs,
        @Nullable List<Scan> due,
        boolean isCompared,
        List<AdvisoryInPackages> found,
        Set<AdvisoryInPackages> cleared,
        List<AdvisoryInPackages> brought,
        int unknown) {

    public HostAdvisories {
        found = List.copyOf(found);
        cleared = Set.copyOf(cleared);
        brought = List.copyOf(brought);
    }
}
