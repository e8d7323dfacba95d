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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What several pages of a snapshot need, read once. Its size grows with the number of flakes, not of systems. What the
 * pages of systems do not need may still be read while these are written; its accessors wait for it.
 */
public final class SnapshotContent {

    /** The number of snapshots in strips and sparklines. */
    private static final int SNAPSHOTS_BACK = 30;

    private final Night night;
    private final FlakeTable flakes;
    private final SystemViews views;
    private final Supplier<@Nullable Changes> changes;
    private final Supplier<FleetRollouts> rollouts;
    private final Supplier<@Nullable PackageMoves> packageMoves;
    private final Supplier<@Nullable NightAdvisories> advisories;
    private final List<FindingGroup> findings;
    private final List<FeedTrend> feeds;
    private final @Nullable String missingNights;

    /** Reads what all pages need, and starts to read the rest. */
    public SnapshotContent(
            ReportQueries queries, ParallelReads reads, SnapshotSummary snapshot, @Nullable SnapshotSummary baseline) {
        List<SnapshotSummary> oldestFirst = new ArrayList<>(
                queries.snapshots().upTo(snapshot, SNAPSHOTS_BACK).shown());
        Collections.reverse(oldestFirst);
        Set<String> optional = optionalPages(queries, snapshot);
        this.advisories = optional.contains(Night.ADVISORIES)
                ? reads.start(() -> queries.advisories().of(snapshot, baseline).orElse(null))
                : () -> null;
        this.packageMoves = optional.contains(Night.PACKAGES) && baseline != null
                ? reads.start(() -> queries.packages().moves(baseline, snapshot))
                : () -> null;
        this.changes = baseline == null ? () -> null : reads.start(() -> Changes.read(queries, baseline, snapshot));
        Forges forges = Forges.of(queries, snapshot);
        this.flakes = FlakeTable.read(queries, snapshot, baseline, oldestFirst, forges);
        this.rollouts = reads.start(() -> FleetRollouts.read(queries, snapshot, flakes.shown()));
        this.night = new Night(
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
                forges,
                queries.gate().find(snapshot.id()).orElse(null),
                queries.findings()
                        .staleInventory(snapshot.id())
                        .map(Words::visible)
                        .orElse(null),
                optional);
        this.views = new SystemViews(queries, night);
        this.findings = Findings.read(queries.findings(), snapshot.id());
        this.feeds = FeedTrend.read(queries.feeds(), snapshot, oldestFirst);
        this.missingNights = missingNights(queries, snapshot);
    }

    public Night night() {
        return night;
    }

    FlakeTable flakes() {
        return flakes;
    }

    public SystemViews views() {
        return views;
    }

    @Nullable Changes changes() {
        return changes.get();
    }

    FleetRollouts rollouts() {
        return rollouts.get();
    }

    @Nullable PackageMoves packageMoves() {
        return packageMoves.get();
    }

    public @Nullable NightAdvisories advisories() {
        return advisories.get();
    }

    List<FindingGroup> findings() {
        return findings;
    }

    List<FeedTrend> feeds() {
        return feeds;
    }

    @Nullable String missingNights() {
        return missingNights;
    }

    private static Set<String> optionalPages(ReportQueries queries, SnapshotSummary snapshot) {
        Set<String> pages = new HashSet<>();
        if (queries.packages().areUsed(snapshot)) {
            pages.add(Night.PACKAGES);
        }
        if (queries.advisories().areUsed(snapshot)) {
            pages.add(Night.ADVISORIES);
        }
        return pages;
    }

    private static @Nullable String missingNights(ReportQueries queries, SnapshotSummary snapshot) {
        List<MissingNight> missing = queries.nights().missingBefore(snapshot);
        return missing.isEmpty() ? null : NightsText.sentence(missing);
    }
}
