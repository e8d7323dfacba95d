// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.overview;

import dev.rollcall.report.advisory.NightAdvisories;
import dev.rollcall.report.html.advisory.AdvisoriesAnswer;
import dev.rollcall.report.html.attention.OwnerCausesView;
import dev.rollcall.report.html.change.Changes;
import dev.rollcall.report.html.flake.FlakeTable;
import dev.rollcall.report.html.link.FlakeLinks;
import dev.rollcall.report.html.link.HostLinks;
import dev.rollcall.report.html.link.Links;
import dev.rollcall.report.html.overview.AnswersView.FlakeView;
import dev.rollcall.report.html.overview.AnswersView.LongestView;
import dev.rollcall.report.html.overview.AnswersView.OwnerView;
import dev.rollcall.report.html.overview.AnswersView.SinceView;
import dev.rollcall.report.html.part.Delta;
import dev.rollcall.report.html.part.HostView;
import dev.rollcall.report.html.part.SnapshotView;
import dev.rollcall.report.html.part.TimeView;
import dev.rollcall.report.model.AttentionChange;
import dev.rollcall.report.model.Band;
import dev.rollcall.report.model.Bounded;
import dev.rollcall.report.model.FlakeTotals;
import dev.rollcall.report.model.Fleet;
import dev.rollcall.report.model.FleetVerdict;
import dev.rollcall.report.model.FleetVerdict.BandSystem;
import dev.rollcall.report.model.GateVerdict;
import dev.rollcall.report.model.Heard;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.report.model.Variety;
import dev.rollcall.schema.domain.Counts;
import dev.rollcall.schema.domain.Outcome;
import dev.rollcall.schema.text.Words;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Builds the overview's answers to the first questions about a night. */
public final class Answers {

    private static final int MAX_NAMES = 6;

    private final Variety variety;
    private final HostLinks hosts;
    private final FlakeTable flakes;
    private final FlakeLinks flakeLinks;
    private final Links links;

    public Answers(Variety variety, HostLinks hosts, FlakeTable flakes, FlakeLinks flakeLinks, Links links) {
        this.variety = variety;
        this.hosts = hosts;
        this.flakes = flakes;
        this.flakeLinks = flakeLinks;
        this.links = links;
    }

    public AnswersView of(
            SnapshotSummary snapshot,
            Fleet fleet,
            @Nullable Changes changes,
            @Nullable NightAdvisories advisories,
            @Nullable GateVerdict verdict) {
        List<FlakeTotals> inUse =
                flakes.totals().stream().filter(FlakeTotals::isInUse).toList();
        return new AnswersView(
                changes == null ? null : since(snapshot, fleet, changes),
                variety.ofOwners() ? owners(fleet) : Bounded.none(),
                longest(fleet),
                inUse.size() > 1 ? null : flakes.mostRunOfFleet().orElse(null),
                inUse.size(),
                withoutUpToDate(inUse),
                stuck(fleet.verdict()),
                heard(fleet.heard()),
                variety.hasHeartbeats(),
                marks(snapshot, changes, verdict),
                AdvisoriesAnswer.of(advisories, verdict));
    }

    private static SinceView since(SnapshotSummary snapshot, Fleet fleet, Changes changes) {
        List<String> happened = new ArrayList<>();
        AttentionChange attention = fleet.attentionChange();
        if (attention != null) {
            int entered = attention.entered().total();
            int left = attention.left().total();
            add(happened, entered, entered == 1 ? "newly needs attention" : "newly need attention");
            add(happened, left, left == 1 ? "no longer needs attention" : "no longer need attention");
        }
        int rollbacks = changes.rollbacks().total();
        if (rollbacks > 0) {
            happened.add(Words.count(rollbacks, "rollback", "rollbacks"));
        }
        add(happened, changes.worse(), "got worse");
        add(happened, changes.better(), "got better");
        add(happened, changes.joined(), "joined");
        add(happened, changes.left(), "left");
        add(happened, changes.redeployedInPlace(), "deployed without changing status");
        add(happened, changes.movedInPlace(), "changed commit without a deployment");
        add(happened, changes.changedFlakes().total(), "changed flake");
        add(happened, changes.changedReasons().total(), "changed reason");
        if (snapshot.gate() != null
                && changes.baseline().gate() != null
                && snapshot.gate() != changes.baseline().gate()) {
            happened.add("the gate " + words(snapshot.gate()) + " (previously: "
                    + words(changes.baseline().gate()) + ")");
        }
        return new SinceView(SnapshotView.of(changes.baseline(), snapshot.asOf()), happened);
    }

    private static String words(Outcome outcome) {
        return outcome == Outcome.UNDECIDABLE ? "could not decide" : outcome.code();
    }

    private static void add(List<String> happened, int count, String what) {
        if (count > 0) {
            happened.add(Words.count(count) + " " + what);
        }
    }

    private Bounded<OwnerView> owners(Fleet fleet) {
        List<OwnerView> needing = fleet.attention().owners().shown().stream()
                .filter(owner -> owner.needing().total() > 0)
                .map(owner -> new OwnerView(
                        Words.visibleOrNull(owner.owner()),
                        links.to("attention", OwnerCausesView.anchorOf(owner.owner())),
                        Words.count(owner.needing().total()),
                        owner.needing().map(host -> HostView.of(host, hosts))))
                .limit(MAX_NAMES)
                .toList();
        return new Bounded<>(needing, fleet.attention().needingOwners());
    }

    /** The system that has been behind longest, and the one not heard from longest, which may be the same. */
    private List<LongestView> longest(Fleet fleet) {
        Instant asOf = fleet.verdict().snapshot().asOf();
        Stream<LongestView> behind =
                Stream.ofNullable(fleet.longestBehind()).map(system -> longest(system, Band.BEHIND.ageLabel(), asOf));
        Stream<LongestView> unheard = fleet.verdict().bands().stream()
                .filter(band -> band.band() == Band.NOT_HEARD_FROM)
                .flatMap(band -> band.systems().shown().stream().limit(1))
                .filter(system -> system.since() != null)
                .map(system -> longest(system, Band.NOT_HEARD_FROM.ageLabel(), asOf));
        return Stream.concat(behind, unheard)
                .sorted(Comparator.comparing(view -> view.since().iso()))
                .toList();
    }

    private LongestView longest(BandSystem system, String label, Instant asOf) {
        return new LongestView(
                Words.visible(system.hostname()),
                hosts.linkTo(system.hostname()),
                label,
                TimeView.of(Objects.requireNonNull(system.since()), asOf));
    }

    private Bounded<FlakeView> withoutUpToDate(List<FlakeTotals> inUse) {
        return Bounded.of(
                inUse.stream()
                        .filter(flake -> flake.counts().upToDate() == 0)
                        .map(flake -> view(
                                String.valueOf(flake.flake()), flake.counts().systems()))
                        .toList(),
                MAX_NAMES);
    }

    private Bounded<FlakeView> stuck(FleetVerdict verdict) {
        return Bounded.of(verdict.stuck(), MAX_NAMES).map(flake -> view(flake.flake(), flake.systems()));
    }

    private FlakeView view(String flake, int systems) {
        return new FlakeView(Words.visible(flake), flakeLinks.linkTo(flake), Words.systems(systems));
    }

    private static List<String> heard(Heard heard) {
        List<String> words = new ArrayList<>();
        add(words, heard.withinDay(), "within a day");
        add(words, heard.withinWeek(), "within 7\u00a0d");
        add(words, heard.longAgo(), "longer ago");
        add(words, heard.never(), "never");
        return words;
    }

    private List<String> marks(SnapshotSummary snapshot, @Nullable Changes changes, @Nullable GateVerdict verdict) {
        List<String> marks = new ArrayList<>();
        Integer silentBefore =
                changes == null ? null : changes.baseline().counts().silent();
        if (snapshot.counts().silent() > 0 || variety.hasHeartbeats()) {
            marks.add(Words.count(snapshot.counts().silent()) + " silent"
                    + delta(silentBefore, snapshot.counts().silent()));
        } else {
            marks.add("no system sends heartbeats, so none can be marked silent");
        }
        marks.add(reboots(
                snapshot.counts(), changes == null ? null : changes.baseline().counts()));
        if (snapshot.counts().pinned() > 0) {
            marks.add(Words.count(snapshot.counts().pinned()) + " pinned"
                    + delta(
                            changes == null ? null : changes.baseline().counts().pinned(),
                            snapshot.counts().pinned()));
        }
        add(marks, verdict == null ? 0 : verdict.exemptSystems(), "exempt from the gate");
        return marks;
    }

    /** A system that never reported can't have said it. */
    private static String reboots(Counts now, @Nullable Counts before) {
        if (now.rebootCollected() == 0) {
            return "pending reboots not collected";
        }
        int notCollected = now.systems() - now.offline() - now.rebootCollected();
        return Words.count(now.rebootNeeded(), "needs a reboot", "need a reboot")
                + delta(
                        before == null || before.rebootCollected() == 0 ? null : (Integer) before.rebootNeeded(),
                        now.rebootNeeded())
                + (notCollected > 0 ? " (not collected for " + Words.count(notCollected) + ")" : "");
    }

    private static String delta(@Nullable Integer before, int now) {
        return before == null || before == now
                ? ""
                : " (" + Delta.neutral(before, now).words() + ")";
    }
}
