// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html;

import dev.rollcall.report.advisory.NightAdvisories;
import dev.rollcall.report.closure.PackageMoves;
import dev.rollcall.report.html.attention.AttentionPage;
import dev.rollcall.report.html.change.Changes;
import dev.rollcall.report.html.change.ChangesPage;
import dev.rollcall.report.html.finding.Findings;
import dev.rollcall.report.html.finding.FindingsPageModel.FindingGroup;
import dev.rollcall.report.html.flake.FlakeTable;
import dev.rollcall.report.html.link.SystemPageLinks;
import dev.rollcall.report.html.page.Night;
import dev.rollcall.report.html.part.Forges;
import dev.rollcall.report.html.part.VerdictView;
import dev.rollcall.report.html.system.SystemViews;
import dev.rollcall.report.html.trend.FeedTrend;
import dev.rollcall.report.model.MissingNight;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.report.query.FleetQueries.Limits;
import dev.rollcall.report.query.FleetRollouts;
import dev.rollcall.report.query.ReportQueries;
import dev.rollcall.report.wording.NightsText;
import dev.rollcall.schema.text.Words;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What several pages of a snapshot need, read once. Its size grows with the number of flakes, not of systems. */
public record SnapshotContent(
        Night night,
        @Nullable Changes changes,
        List<FindingGroup> findings,
        List<FeedTrend> feeds,
        @Nullable String staleWarning,
        @Nullable String missingNights,
        FlakeTable flakes,
        FleetRollouts rollouts,
        SystemViews views,
        @Nullable PackageMoves packageMoves,
        @Nullable NightAdvisories advisories) {

    /** The number of snapshots in strips and sparklines. */
    private static final int SNAPSHOTS_BACK = 30;

    public static SnapshotContent read(
            ReportQueries queries, SnapshotSummary snapshot, @Nullable SnapshotSummary baseline) {
        List<SnapshotSummary> oldestFirst = new ArrayList<>(
                queries.snapshots().upTo(snapshot, SNAPSHOTS_BACK).shown());
        Collections.reverse(oldestFirst);
        NightAdvisories advisories = queries.advisories().of(snapshot, baseline).orElse(null);
        Night night = new Night(
                snapshot,
                baseline,
                queries.fleets()
                        .read(
                                snapshot,
                                baseline,
                                new Limits(
                                        VerdictView.shown(snapshot),
                                        AttentionPage.MAX_ROWS,
                                        SystemPageLinks.MAX_PAGES,
                                        ChangesPage.MAX_NAMES)),
                oldestFirst,
                queries.snapshots().reasons(),
                Forges.of(queries, snapshot),
                queries.gate().find(snapshot.id()).orElse(null),
                optionalPages(queries, advisories));
        FlakeTable flakes = FlakeTable.read(queries, snapshot, baseline, oldestFirst, night.forges());
        return new SnapshotContent(
                night,
                baseline == null ? null : Changes.read(queries, baseline, snapshot),
                Findings.read(queries.findings(), snapshot.id()),
                FeedTrend.read(queries.feeds(), snapshot, oldestFirst),
                queries.findings()
                        .staleInventory(snapshot.id())
                        .map(finding -> finding.detail() == null ? "too old" : Words.visible(finding.detail()))
                        .orElse(null),
                missingNights(queries, snapshot),
                flakes,
                FleetRollouts.read(queries, snapshot, flakes.totals()),
                new SystemViews(queries, night),
                night.hasPackages() && baseline != null ? queries.packages().moves(baseline, snapshot) : null,
                advisories);
    }

    private static Set<String> optionalPages(ReportQueries queries, @Nullable NightAdvisories advisories) {
        Set<String> pages = new HashSet<>();
        if (queries.packages().areCollected()) {
            pages.add(Night.PACKAGES);
        }
        if (advisories != null) {
            pages.add(Night.ADVISORIES);
        }
        return pages;
    }

    private static @Nullable String missingNights(ReportQueries queries, SnapshotSummary snapshot) {
        List<MissingNight> missing = queries.nights().missingBefore(snapshot);
        return missing.isEmpty() ? null : NightsText.sentence(missing);
    }
}
