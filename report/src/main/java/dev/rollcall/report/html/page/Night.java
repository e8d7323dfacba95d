// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.page;

import dev.rollcall.report.html.link.Links;
import dev.rollcall.report.html.part.Forges;
import dev.rollcall.report.model.Fleet;
import dev.rollcall.report.model.GateVerdict;
import dev.rollcall.report.model.ReasonMeaning;
import dev.rollcall.report.model.SnapshotSummary;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The common data of a night's pages: its snapshot, the baseline, and the snapshots up to it.
 *
 * @param hasPackages whether closures were imported, so that there is a page of packages
 */
public record Night(
        SnapshotSummary snapshot,
        @Nullable SnapshotSummary baseline,
        Fleet fleet,
        List<SnapshotSummary> oldestFirst,
        List<ReasonMeaning> reasons,
        Forges forges,
        @Nullable GateVerdict verdict,
        boolean hasPackages) {

    /** An earlier night of the same fleet, without its baseline. */
    public Night earlier(SnapshotSummary earlier) {
        return new Night(earlier, null, fleet, List.of(earlier), reasons, forges, null, hasPackages);
    }

    /** The ways from a place in the report. */
    public Links linksFrom(Links place) {
        return hasPackages ? place.withPackages() : place;
    }

    public NightsView links() {
        return NightsView.of(oldestFirst, baseline);
    }
}
