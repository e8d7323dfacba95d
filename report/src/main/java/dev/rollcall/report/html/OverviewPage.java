// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html;

import dev.rollcall.report.format.Words;
import dev.rollcall.report.html.OverviewPageModel.FlakeView;
import dev.rollcall.report.html.OverviewPageModel.FlakesView;
import dev.rollcall.report.html.OverviewPageModel.HostRangeView;
import dev.rollcall.report.html.OverviewPageModel.MarkCount;
import dev.rollcall.report.html.OverviewPageModel.SinceView;
import dev.rollcall.report.html.OverviewPageModel.SystemsView;
import dev.rollcall.report.model.Bounded;
import dev.rollcall.report.model.Counts;
import dev.rollcall.report.model.Finding;
import dev.rollcall.report.model.Reason;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.report.model.Status;
import dev.rollcall.report.query.ReportQueries;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds the first page of a snapshot's report. */
final class OverviewPage {

    private static final int ROWS_OF_FINDINGS = 200;
    private static final int ROWS_OF_FLAKES = 500;
    private static final int ROWS_OF_ATTENTION = 50;

    private final ReportQueries queries;
    private final Templates templates;
    private final SystemViews views;
    private final HostPages hosts;

    OverviewPage(ReportQueries queries, Templates templates, SystemViews views, HostPages hosts) {
        this.queries = queries;
        this.templates = templates;
        this.views = views;
        this.hosts = hosts;
    }

    OverviewPageModel of(SnapshotSummary snapshot, @Nullable Changes changes, List<Reason> reasons) {
        Counts before = changes == null ? null : changes.baseline().counts();
        return new OverviewPageModel(
                templates.frame("Systems as of " + Words.minute(snapshot.asOf()) + " UTC", "overview", "../"),
                SnapshotView.of(snapshot),
                staleWarning(snapshot),
                StatusCount.of(snapshot.counts(), before),
                mark(snapshot.counts().silent(), before == null ? null : before.silent()),
                mark(snapshot.counts().pinned(), before == null ? null : before.pinned()),
                changes == null ? null : since(snapshot, changes),
                queries.snapshots().findings(snapshot.id(), ROWS_OF_FINDINGS).map(OverviewPage::visible),
                TrendView.of(queries.snapshots().upTo(snapshot, TrendView.CHARTED)),
                flakes(snapshot, changes == null ? null : changes.baseline()),
                systems(snapshot),
                reasons);
    }

    private @Nullable String staleWarning(SnapshotSummary snapshot) {
        return queries.snapshots()
                .staleInventory(snapshot.id())
                .map(finding -> finding.detail() == null ? "" : Words.visible(finding.detail()))
                .orElse(null);
    }

    private static MarkCount mark(int count, @Nullable Integer before) {
        return new MarkCount(
                Words.count(count, "system is", "systems are"),
                count == 0,
                before == null ? null : Delta.neutral(before, count));
    }

    private static SinceView since(SnapshotSummary snapshot, Changes changes) {
        List<String> happened = new ArrayList<>();
        add(happened, changes.arrivedAt(Status.OUTDATED), "newly outdated");
        add(happened, changes.arrivedAt(Status.UNKNOWN_STATE), "newly in an unknown state");
        add(happened, changes.arrivedAt(Status.OFFLINE), "newly offline");
        add(happened, changes.arrivedAt(Status.UP_TO_DATE), "recovered");
        add(happened, changes.joined(), "joined");
        add(happened, changes.left(), "left");
        add(happened, changes.movedCommits().total(), "moved to another commit under the same status");
        return new SinceView(SnapshotView.of(changes.baseline(), snapshot.asOf()), happened);
    }

    private static void add(List<String> happened, int count, String what) {
        if (count > 0) {
            happened.add(Words.count(count) + " " + what);
        }
    }

    private FlakesView flakes(SnapshotSummary snapshot, @Nullable SnapshotSummary baseline) {
        Bounded<FlakeView> rows = queries.snapshots()
                .flakeTotals(snapshot.id(), baseline == null ? null : baseline.id(), ROWS_OF_FLAKES)
                .map(totals -> flake(
                        totals.flake() == null ? null : Words.visible(totals.flake()),
                        totals.newestCommit(),
                        totals.counts(),
                        baseline == null ? null : totals.before()));
        return new FlakesView(rows, flake(null, null, snapshot.counts(), baseline == null ? null : baseline.counts()));
    }

    private static FlakeView flake(
            @Nullable String name, @Nullable String newestCommit, Counts counts, @Nullable Counts before) {
        return new FlakeView(
                name,
                Words.count(counts.systems()),
                before == null ? null : Delta.neutral(before.systems(), counts.systems()),
                StatusCount.of(counts, before),
                CommitView.ofNullable(newestCommit));
    }

    private SystemsView systems(SnapshotSummary snapshot) {
        boolean isWhole = hosts.ranges().isEmpty();
        int notUpToDate = snapshot.counts().systems() - snapshot.counts().upToDate();
        int total = isWhole ? snapshot.counts().systems() : notUpToDate;
        int limit = isWhole ? SnapshotPages.SYSTEMS_OF_OVERVIEW : Math.min(ROWS_OF_ATTENTION, notUpToDate);
        return new SystemsView(
                new Bounded<>(
                        queries.systems().worstFirst(snapshot.id(), limit).stream()
                                .map(row -> isWhole ? views.of(row) : views.of(row, hosts.linkTo(row.hostname())))
                                .toList(),
                        total),
                hosts.ranges().stream()
                        .map(range -> new HostRangeView(
                                range.page(),
                                Words.count(range.count()),
                                Words.visible(range.first()),
                                Words.visible(range.last())))
                        .toList());
    }

    private static Finding visible(Finding finding) {
        return new Finding(
                Words.visible(finding.kind()),
                Words.visible(finding.subject()),
                finding.detail() == null ? null : Words.visible(finding.detail()),
                finding.resembles() == null ? null : Words.visible(finding.resembles()));
    }
}
