// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.advisory;

import dev.rollcall.report.model.Bounded;
import org.jspecify.annotations.Nullable;

/**
 * The advisories of what a system runs.
 *
 * @param summary how many, and what deploying changes; or that it was not scanned
 * @param scanners which scanners found them, in words; null if it was not scanned
 * @param dueScanners the same of what is due, if it differs; null otherwise
 */
public record HostAdvisoriesView(
        String summary,
        Bounded<Row> found,
        Bounded<AdvisoryView> brought,
        @Nullable String scanners,
        @Nullable String dueScanners) {

    /** An advisory, and whether deploying clears it. */
    public record Row(AdvisoryView advisory, boolean isCleared) {}
}
