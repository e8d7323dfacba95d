// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.advisory;

import dev.rollcall.report.model.Bounded;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The advisories of what a system runs.
 *
 * @param summary how many, and what deploying changes; or that it was not scanned
 * @param scans which scanners found them, and when, in words; null if it was not scanned
 * @param dueScans the same of what a deployment would bring, if it differs; null otherwise
 */
public record HostAdvisoriesView(
        String summary,
        Bounded<Row> found,
        List<AdvisoryView> brought,
        @Nullable String scans,
        @Nullable String dueScans) {

    /** An advisory, and whether deploying clears it. */
    public record Row(AdvisoryView advisory, boolean isCleared) {}
}
