// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.rollout;

import dev.rollcall.report.html.link.FlakeLinks;
import dev.rollcall.report.html.link.HostLinks;
import dev.rollcall.report.html.link.Links;
import dev.rollcall.report.html.link.Slugs;
import dev.rollcall.report.html.page.Night;
import dev.rollcall.report.html.page.PageWriter;
import dev.rollcall.report.html.page.Templates;
import dev.rollcall.report.html.part.HostView;
import dev.rollcall.report.html.part.SnapshotView;
import dev.rollcall.report.html.part.TimeView;
import dev.rollcall.report.html.rollout.FlakeRolloutPageModel.CommitCurve;
import dev.rollcall.report.html.rollout.FlakeRolloutPageModel.CommitRow;
import dev.rollcall.report.html.rollout.FlakeRolloutPageModel.MissingView;
import dev.rollcall.report.html.rollout.FlakeRolloutPageModel.NightRow;
import dev.rollcall.report.html.rollout.FlakeRolloutPageModel.ShareTime;
import dev.rollcall.report.html.rollout.FlakeRolloutPageModel.SystemRow;
import dev.rollcall.report.model.FlakeRollout;
import dev.rollcall.report.model.MissingSystem;
import dev.rollcall.report.model.Rollout;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.report.query.FleetRollouts;
import dev.rollcall.report.wording.RolloutText;
import dev.rollcall.schema.text.Words;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a page per flake with the curves of its last commits. */
public final class FlakeRolloutPages {

    private static final Duration AXIS = Duration.ofDays(14);

    /** Of many flakes each has fewer curves of their own, so that a large fleet has a small report. */
    private static final int CURVES_OF_MANY = 2;

    private static final int MAX_NIGHTS = 14;

    private final Templates templates;
    private final Night night;
    private final FleetRollouts rollouts;
    private final HostLinks hosts;
    private final FlakeLinks flakes;
    private final PageWriter writer;

    public FlakeRolloutPages(
            Templates templates,
            Night night,
            FleetRollouts rollouts,
            HostLinks hosts,
            FlakeLinks flakes,
            PageWriter writer) {
        this.templates = templates;
        this.night = night;
        this.rollouts = rollouts;
        this.hosts = new HostLinks.Below(hosts);
        this.flakes = flakes;
        this.writer = writer;
    }

    /** From the folder of the snapshot. */
    public static String pathOf(String flake) {
        return "rollout/" + Slugs.of(flake) + ".html";
    }

    public void write() throws IOException {
        for (FlakeRollout flake : rollouts.flakes()) {
            writer.write("flake-rollout.ftlh", of(flake), pathOf(flake.flake()));
        }
    }

    private FlakeRolloutPageModel of(FlakeRollout flake) {
        SnapshotSummary snapshot = night.snapshot();
        String name = Words.visible(flake.flake());
        String page = flakes.linkTo(flake.flake());
        int curves = rollouts.areFew() ? flake.commits().size() : CURVES_OF_MANY;
        List<CommitRow> rows = new ArrayList<>();
        List<CommitCurve> withCurves = new ArrayList<>();
        for (Rollout commit : flake.commits()) {
            boolean hasCurve = rows.size() < curves;
            CommitRow row = row(commit, hasCurve);
            rows.add(row);
            if (hasCurve) {
                withCurves.add(curve(commit, row));
            }
        }
        return new FlakeRolloutPageModel(
                templates.frame("Rollout of " + name, "rollout", night, Links.BELOW_SNAPSHOT),
                SnapshotView.of(snapshot),
                name,
                page == null ? null : "../" + page,
                RolloutWords.of(flake, night, hosts),
                rows.size() == 1 ? "The last commit" : "The last " + Words.count(rows.size(), "commit", "commits"),
                AXIS.toDays() + " d",
                AXIS.toDays() / 2 + " d",
                CurveView.median(flake.commits(), AXIS),
                rows,
                withCurves,
                flake.judged() == null ? null : missing(flake.judged(), flake.missing()));
    }

    private CommitRow row(Rollout rollout, boolean hasCurve) {
        return new CommitRow(
                night.forges().view(rollout.flake(), rollout.commit()),
                hasCurve ? anchorOf(rollout) : null,
                Words.readableOrNull(rollout.subject()),
                Words.readableOrNull(rollout.author()),
                TimeView.of(rollout.committedAt(), night.snapshot().asOf()),
                CurveView.of(rollout, AXIS),
                RolloutText.after(rollout, rollout.first()),
                RolloutText.SHARES.stream()
                        .map(share -> new ShareTime(share + " %", RolloutText.after(rollout, rollout.reaching(share))))
                        .toList(),
                RolloutText.runsOn(rollout));
    }

    private CommitCurve curve(Rollout rollout, CommitRow row) {
        Instant asOf = night.snapshot().asOf();
        Duration age = Duration.between(rollout.committedAt(), asOf);
        Duration axis = age.compareTo(Duration.ofDays(1)) < 0 ? Duration.ofDays(1) : age;
        List<Rollout.Point> nights = new ArrayList<>(rollout.changes());
        Collections.reverse(nights);
        return new CommitCurve(
                row,
                anchorOf(rollout),
                CurveView.of(rollout, axis),
                RolloutText.length(axis),
                nights.stream()
                        .limit(MAX_NIGHTS)
                        .map(each -> new NightRow(
                                TimeView.of(each.asOf(), asOf),
                                RolloutText.runsOn(each),
                                Words.share(each.reached(), each.systems())))
                        .toList(),
                "Share of the systems that run " + Words.shortCommit(rollout.commit()) + " or a later commit, over "
                        + RolloutText.length(axis) + " since the commit");
    }

    private static String anchorOf(Rollout rollout) {
        return "c-" + Slugs.of(Words.shortCommit(rollout.commit()));
    }

    private @Nullable MissingView missing(Rollout rollout, List<MissingSystem> systems) {
        int all = rollout.last().map(Rollout.Point::missing).orElse(0);
        return systems.isEmpty()
                ? null
                : new MissingView(
                        night.forges().view(rollout.flake(), rollout.commit()),
                        systems.stream().map(system -> row(rollout, system)).toList(),
                        Math.max(0, all - systems.size()));
    }

    private SystemRow row(Rollout rollout, MissingSystem system) {
        return new SystemRow(
                HostView.of(system.hostname(), hosts),
                Words.visibleOrNull(system.environment()),
                Words.visibleOrNull(system.owner()),
                system.status(),
                system.reason().code(),
                night.forges().viewOrNull(rollout.flake(), system.commit()));
    }
}
