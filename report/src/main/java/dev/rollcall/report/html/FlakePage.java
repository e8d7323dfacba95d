// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html;

import dev.rollcall.report.format.Words;
import dev.rollcall.report.html.FlakePageModel.CommitRow;
import dev.rollcall.report.model.Bounded;
import dev.rollcall.report.model.CommitAdoption;
import dev.rollcall.report.model.Counts;
import dev.rollcall.report.model.FlakeTotals;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.report.model.SystemTrace;
import dev.rollcall.report.query.SnapshotQueries.Period;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds the page of a flake. */
final class FlakePage {

    static final int MOST_COMMITS = 20;
    static final int MOST_STRAGGLERS = 100;

    private final Templates templates;
    private final SystemViews views;
    private final HostLinks hosts;
    private final FlakeTable table;
    private final Forges forges;
    private final List<SnapshotSummary> oldestFirst;
    private final @Nullable SnapshotSummary baseline;

    FlakePage(
            Templates templates,
            SystemViews views,
            HostLinks hosts,
            FlakeTable table,
            Forges forges,
            List<SnapshotSummary> oldestFirst,
            @Nullable SnapshotSummary baseline) {
        this.templates = templates;
        this.views = views;
        this.hosts = hosts;
        this.table = table;
        this.forges = forges;
        this.oldestFirst = oldestFirst;
        this.baseline = baseline;
    }

    FlakePageModel of(FlakeTotals flake, List<CommitAdoption> commits, List<SystemTrace> stragglers) {
        SnapshotSummary snapshot = oldestFirst.get(oldestFirst.size() - 1);
        String name = Words.visible(String.valueOf(flake.flake()));
        Counts counts = flake.counts();
        List<SystemView> rows = views.ofTraces(stragglers, new HostLinks.Below(hosts));
        return new FlakePageModel(
                templates.frame(
                        "Flake " + name + " as of " + Words.minute(snapshot.asOf()) + " UTC",
                        "flakes",
                        Links.BELOW_SNAPSHOT,
                        NightsView.of(oldestFirst, baseline)),
                SnapshotView.of(snapshot),
                name,
                Words.count(counts.systems(), "system", "systems"),
                StatusCount.of(counts, baseline == null ? null : flake.before()),
                adoption(commits, counts.systems()),
                commits.stream()
                        .limit(MOST_COMMITS)
                        .map(commit -> row(commit, counts.systems(), snapshot))
                        .toList(),
                commits.size() > MOST_COMMITS,
                trend(flake),
                views.table(rows),
                counts.systems() - counts.upToDate() - rows.size());
    }

    private static String adoption(List<CommitAdoption> commits, int systems) {
        int newest = commits.stream()
                .filter(CommitAdoption::isNewest)
                .mapToInt(CommitAdoption::systems)
                .sum();
        int known = commits.stream().mapToInt(CommitAdoption::systems).sum();
        return Words.count(newest) + " of " + Words.count(systems, "system runs", "systems run")
                + " the newest commit, " + Words.count(Math.max(0, known - newest)) + " an older one.";
    }

    private CommitRow row(CommitAdoption commit, int systems, SnapshotSummary snapshot) {
        return new CommitRow(
                forges.view(commit.flake(), commit.commit()),
                commit.isNewest(),
                Words.count(commit.systems()),
                Words.share(commit.systems(), systems),
                String.format(Locale.ROOT, "%.2f%%", systems == 0 ? 0 : commit.systems() * 100.0 / systems),
                Words.count(commit.evaluatedBy()),
                commit.commitsBehind() == null || commit.isNewest()
                        ? null
                        : Words.count(commit.commitsBehind(), "commit", "commits"),
                TimeView.ofNullable(commit.firstDeployedAt(), snapshot.asOf()),
                TimeView.ofNullable(commit.lastDeployedAt(), snapshot.asOf()));
    }

    private TrendView trend(FlakeTotals flake) {
        Map<Long, Counts> history = table.historyOf(flake.flake());
        List<SnapshotSummary> newestFirst = new ArrayList<>();
        for (SnapshotSummary snapshot : oldestFirst) {
            Counts counts = history.get(snapshot.id());
            if (counts != null) {
                newestFirst.add(snapshot.with(counts));
            }
        }
        Collections.reverse(newestFirst);
        return TrendView.of(
                "flake",
                Words.count(newestFirst.size(), "snapshot", "snapshots"),
                new Bounded<>(newestFirst, newestFirst.size()),
                Period.SECOND,
                newestFirst.size());
    }
}
