// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html;

import dev.rollcall.report.format.NightsText;
import dev.rollcall.report.html.FindingsPageModel.FindingGroup;
import dev.rollcall.report.model.Fleet;
import dev.rollcall.report.model.GateVerdict;
import dev.rollcall.report.model.MissingNight;
import dev.rollcall.report.model.ReasonMeaning;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.report.query.FleetQueries.Limits;
import dev.rollcall.report.query.ReportQueries;
import dev.rollcall.schema.text.Words;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What several pages of a snapshot need, read once; its size grows with the flakes of the fleet, not with its systems. */
public record SnapshotContent(
        SnapshotSummary snapshot,
        Fleet fleet,
        @Nullable Changes changes,
        List<SnapshotSummary> oldestFirst,
        List<ReasonMeaning> reasons,
        List<FindingGroup> findings,
        @Nullable String staleWarning,
        @Nullable String missingNights,
        Forges forges,
        FlakeTable flakes,
        SystemViews views,
        @Nullable GateVerdict verdict) {

    /** Strips and sparklines reach back so many snapshots. */
    private static final int SNAPSHOTS_BACK = 30;

    public static SnapshotContent read(
            ReportQueries queries, SnapshotSummary snapshot, @Nullable SnapshotSummary baseline) {
        List<SnapshotSummary> oldestFirst = new ArrayList<>(
                queries.snapshots().upTo(snapshot, SNAPSHOTS_BACK).shown());
        Collections.reverse(oldestFirst);
        List<ReasonMeaning> reasons = queries.snapshots().reasons();
        Fleet fleet = queries.fleets()
                .read(
                        snapshot,
                        baseline,
                        new Limits(
                                VerdictView.shown(snapshot),
                                AttentionPage.MAX_ROWS,
                                SystemPageLinks.MAX_PAGES,
                                ChangesPage.MAX_NAMES));
        GateVerdict verdict = queries.gate().find(snapshot.id()).orElse(null);
        Forges forges = Forges.of(queries, snapshot);
        return new SnapshotContent(
                snapshot,
                fleet,
                baseline == null ? null : new Changes(queries.changes().diff(baseline, snapshot, Changes.ROWS_OF_LIST)),
                oldestFirst,
                reasons,
                Findings.read(queries.findings(), snapshot.id()),
                queries.findings()
                        .staleInventory(snapshot.id())
                        .map(finding -> finding.detail() == null ? "too old" : Words.visible(finding.detail()))
                        .orElse(null),
                missingNights(queries, snapshot),
                forges,
                FlakeTable.read(queries, snapshot, baseline, oldestFirst, forges),
                SystemViews.of(queries, forges, oldestFirst, reasons, verdict, fleet.variety()),
                verdict);
    }

    @Nullable SnapshotSummary baseline() {
        return changes == null ? null : changes.baseline();
    }

    NightsView nights() {
        return NightsView.of(oldestFirst, baseline());
    }

    private static @Nullable String missingNights(ReportQueries queries, SnapshotSummary snapshot) {
        List<MissingNight> missing = queries.nights().missingBefore(snapshot);
        return missing.isEmpty() ? null : NightsText.sentence(missing);
    }
}
