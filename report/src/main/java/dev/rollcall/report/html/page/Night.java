// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.page;

import dev.rollcall.report.html.link.Links;
import dev.rollcall.report.html.part.Forges;
import dev.rollcall.report.model.Fleet;
import dev.rollcall.report.model.GateVerdict;
import dev.rollcall.report.model.ReasonMeaning;
import dev.rollcall.report.model.SnapshotSummary;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The common data of a night's pages: its snapshot, the baseline, and the snapshots up to it.
 *
 * @param staleWarning why its inventory is stale, null if it is not
 * @param optionalPages those of its pages that not every night has: of packages, and of advisories, if they are collected
 */
public record Night(
        SnapshotSummary snapshot,
        @Nullable SnapshotSummary baseline,
        Fleet fleet,
        List<SnapshotSummary> oldestFirst,
        List<ReasonMeaning> reasons,
        Forges forges,
        @Nullable GateVerdict verdict,
        @Nullable String staleWarning,
        Set<String> optionalPages) {

    public static final String PACKAGES = "packages";
    public static final String ADVISORIES = "advisories";

    public Night {
        optionalPages = Set.copyOf(optionalPages);
    }

    /** An earlier night of the same fleet, without its baseline. */
    public Night earlier(SnapshotSummary earlier) {
        return new Night(earlier, null, fleet, List.of(earlier), reasons, forges, null, null, optionalPages);
    }

    /** The ways from a place in the report. */
    public Links linksFrom(Links place) {
        return place.with(optionalPages);
    }

    public boolean hasPackages() {
        return optionalPages.contains(PACKAGES);
    }

    NightsView links() {
        return NightsView.of(oldestFirst, baseline);
    }
}
