// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.flake;

import dev.rollcall.report.html.flake.FlakePageModel.CommitRow;
import dev.rollcall.report.html.link.FlakeLinks;
import dev.rollcall.report.html.link.HostLinks;
import dev.rollcall.report.html.link.Links;
import dev.rollcall.report.html.page.Night;
import dev.rollcall.report.html.page.PageWriter;
import dev.rollcall.report.html.page.Templates;
import dev.rollcall.report.html.part.Decimals;
import dev.rollcall.report.html.part.LackedCommits;
import dev.rollcall.report.html.part.LackedView;
import dev.rollcall.report.html.part.SnapshotView;
import dev.rollcall.report.html.part.StatusCount;
import dev.rollcall.report.html.part.TimeView;
import dev.rollcall.report.html.system.SystemLines;
import dev.rollcall.report.html.system.SystemViews;
import dev.rollcall.report.html.trend.TrendView;
import dev.rollcall.report.model.Bounded;
import dev.rollcall.report.model.CommitAdoption;
import dev.rollcall.report.model.CommitLine;
import dev.rollcall.report.model.FlakeTotals;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.report.model.SystemTrace;
import dev.rollcall.report.query.SnapshotQueries.Period;
import dev.rollcall.schema.domain.Counts;
import dev.rollcall.schema.domain.Matching;
import dev.rollcall.schema.text.Words;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Builds and writes the pages of flakes. */
public final class FlakePage {

    public static final int MAX_COMMITS = 20;

    private final Templates templates;
    private final SystemViews views;
    private final Night night;
    private final FlakeTable flakes;
    private final HostLinks hosts;
    private final Map<String, CommitLine> lines;

    public FlakePage(
            Templates templates, SystemViews views, FlakeTable flakes, HostLinks hosts, Map<String, CommitLine> lines) {
        this.templates = templates;
        this.views = views;
        this.night = views.night();
        this.flakes = flakes;
        this.hosts = hosts;
        this.lines = lines;
    }

    /** Writes the page of each flake that has one. */
    public void write(List<CommitAdoption> commits, FlakeLinks links, PageWriter writer, Stragglers stragglers)
            throws IOException {
        Map<String, List<CommitAdoption>> adoption =
                commits.stream().collect(Collectors.groupingBy(CommitAdoption::flake));
        for (FlakeTotals flake : flakes.shown()) {
            String name = flake.flake();
            String path = links.linkTo(name);
            if (name != null && path != null) {
                writer.write(
                        "flake-page.ftlh",
                        () -> of(flake, adoption.getOrDefault(name, List.of()), stragglers.of(name)),
                        path);
            }
        }
    }

    private FlakePageModel of(FlakeTotals flake, List<CommitAdoption> commits, List<SystemTrace> stragglers) {
        SnapshotSummary snapshot = night.snapshot();
        String name = Words.visible(String.valueOf(flake.flake()));
        Counts counts = flake.counts();
        return new FlakePageModel(
                templates.frame("Flake " + name, "flakes", night, Links.BELOW_SNAPSHOT),
                SnapshotView.of(snapshot),
                name,
                Words.systems(counts.systems()),
                StatusCount.of(counts, night.baseline() == null ? null : flake.before()),
                snapshot.matching() == Matching.NAME
                        ? "By name, what systems run is not known."
                        : adoption(commits, counts.systems()),
                commits.stream()
                        .limit(MAX_COMMITS)
                        .map(commit -> row(commit, counts.systems(), snapshot))
                        .toList(),
                commits.size() > MAX_COMMITS,
                lacked(flake, commits),
                trend(flake),
                SystemLines.of(views, stragglers, new HostLinks.Below(hosts), "no-flake"),
                counts.systems() - counts.upToDate() - stragglers.size());
    }

    private @Nullable LackedView lacked(FlakeTotals flake, List<CommitAdoption> commits) {
        String name = flake.flake();
        CommitLine line = name == null ? null : lines.get(name);
        Integer farthestBehind = commits.isEmpty() ? null : commits.get(0).farthestBehind();
        return name == null || line == null
                ? null
                : LackedCommits.ofFlake(
                        name,
                        line,
                        Objects.requireNonNullElse(farthestBehind, 0),
                        night.forges(),
                        night.snapshot().asOf());
    }

    private static String adoption(List<CommitAdoption> commits, int systems) {
        int newest = commits.stream()
                .filter(CommitAdoption::isNewest)
                .mapToInt(CommitAdoption::systems)
                .sum();
        int known = commits.isEmpty() ? 0 : commits.get(0).systemsOfFlake();
        return Words.count(newest) + " of " + Words.systems(systems) + (newest == 1 ? " runs" : " run")
                + " the newest commit; " + Words.count(Math.max(0, known - newest), "runs", "run") + " an older one.";
    }

    private CommitRow row(CommitAdoption commit, int systems, SnapshotSummary snapshot) {
        return new CommitRow(
                night.forges().view(commit.flake(), commit.commit()),
                commit.isNewest(),
                Words.count(commit.systems()),
                Words.share(commit.systems(), systems),
                Decimals.percent(systems == 0 ? 0 : commit.systems() * 100.0 / systems),
                Words.count(commit.evaluatedBy()),
                commit.commitsBehind() == null || commit.isNewest()
                        ? null
                        : Words.count(commit.commitsBehind(), "commit", "commits"),
                TimeView.ofNullable(commit.firstDeployedAt(), snapshot.asOf()),
                TimeView.ofNullable(commit.lastDeployedAt(), snapshot.asOf()));
    }

    private TrendView trend(FlakeTotals flake) {
        Map<Long, Counts> history = flakes.historyOf(flake.flake());
        List<SnapshotSummary> newestFirst = new ArrayList<>();
        for (SnapshotSummary snapshot : night.oldestFirst()) {
            Counts counts = history.get(snapshot.id());
            if (counts != null) {
                newestFirst.add(snapshot.with(counts));
            }
        }
        Collections.reverse(newestFirst);
        return TrendView.of(
                "flake",
                newestFirst.size() == 1 ? "snapshot" : Words.count(newestFirst.size()) + " snapshots",
                new Bounded<>(newestFirst, newestFirst.size()),
                Period.SECOND,
                newestFirst.size());
    }
}
