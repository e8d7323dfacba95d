// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.attention;

import dev.rollcall.report.html.attention.AttentionPageModel.CauseView;
import dev.rollcall.report.html.attention.AttentionPageModel.ErrorGroup;
import dev.rollcall.report.html.attention.AttentionPageModel.FlakeView;
import dev.rollcall.report.html.attention.AttentionPageModel.OwnerView;
import dev.rollcall.report.html.attention.OwnerCausesView.CauseLink;
import dev.rollcall.report.html.finding.FindingsPageModel.FindingGroup;
import dev.rollcall.report.html.link.FlakeLinks;
import dev.rollcall.report.html.link.HostLinks;
import dev.rollcall.report.html.page.PageFrame;
import dev.rollcall.report.html.part.ErrorView;
import dev.rollcall.report.html.part.Forges;
import dev.rollcall.report.html.part.HostView;
import dev.rollcall.report.html.part.SnapshotView;
import dev.rollcall.report.html.part.VerdictView;
import dev.rollcall.report.html.system.SystemViews;
import dev.rollcall.report.model.Attention.Cause;
import dev.rollcall.report.model.Attention.FlakeCount;
import dev.rollcall.report.model.Attention.OwnerCauses;
import dev.rollcall.report.model.Band;
import dev.rollcall.report.model.Bounded;
import dev.rollcall.report.model.CauseKey;
import dev.rollcall.report.model.Fleet;
import dev.rollcall.report.model.ReasonMeaning;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.report.model.SystemTrace;
import dev.rollcall.report.wording.Advice;
import dev.rollcall.schema.domain.Reason;
import dev.rollcall.schema.domain.SystemRow;
import dev.rollcall.schema.text.Words;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Builds the page of systems that need attention, with a section per cause and what to do. */
public final class AttentionPage {

    /** The maximum number of rows on the page, and per cause. */
    public static final int MAX_ROWS = 500;

    private static final int MIN_ROWS_OF_CAUSE = 20;
    private static final int MAX_CAUSES = 25;
    private static final int LINES_OF_ERROR = 30;

    /** Their systems are grouped by age first, then by reason. */
    private static final Set<Band> BY_AGE = Set.of(Band.UNDATED, Band.LONG_BEHIND, Band.BEHIND, Band.JUST_BEHIND);

    private final SystemViews views;
    private final HostLinks hosts;
    private final FlakeLinks flakes;
    private final Forges forges;
    private final Map<Reason, String> meanings;

    public AttentionPage(
            SystemViews views, HostLinks hosts, FlakeLinks flakes, Forges forges, List<ReasonMeaning> reasons) {
        this.views = views;
        this.hosts = hosts;
        this.flakes = flakes;
        this.forges = forges;
        this.meanings =
                reasons.stream().collect(Collectors.toUnmodifiableMap(ReasonMeaning::reason, ReasonMeaning::meaning));
    }

    /** Whether the fleet may have more such systems than fit the page. */
    public static boolean mayLeaveOut(SnapshotSummary snapshot) {
        return snapshot.counts().systems() > MAX_ROWS;
    }

    public AttentionPageModel of(PageFrame frame, SnapshotSummary snapshot, Fleet fleet, List<FindingGroup> findings) {
        List<Cause> causes = fleet.attention().causes();
        List<Cause> shown = causes.stream().limit(MAX_CAUSES).toList();
        Set<CauseKey> places = shown.stream().map(Cause::key).collect(Collectors.toUnmodifiableSet());
        int systems = causes.stream().mapToInt(cause -> cause.systems().total()).sum();
        int limit = systems <= MAX_ROWS ? MAX_ROWS : Math.max(MIN_ROWS_OF_CAUSE, MAX_ROWS / Math.max(1, shown.size()));
        Map<String, SystemTrace> traces = new HashMap<>();
        views.traced(shown.stream()
                        .flatMap(cause -> cause.systems().shown().stream().limit(limit))
                        .toList())
                .forEach(trace -> traces.put(trace.row().hostname(), trace));
        return new AttentionPageModel(
                frame,
                SnapshotView.of(snapshot),
                VerdictView.of(fleet.verdict(), hosts),
                snapshot.counts().systems() > 0,
                views.variety().ofOwners(),
                shown.stream()
                        .map(cause -> view(
                                cause,
                                cause.systems().shown().stream()
                                        .limit(limit)
                                        .map(SystemRow::hostname)
                                        .map(traces::get)
                                        .toList(),
                                snapshot.asOf(),
                                mayLeaveOut(snapshot)))
                        .toList(),
                views.variety().ofOwners()
                        ? fleet.attention().owners().map(owner -> owner(owner, places))
                        : Bounded.none(),
                findings,
                causes.size() - shown.size());
    }

    private CauseView view(Cause cause, List<SystemTrace> systems, Instant asOf, boolean hasLists) {
        boolean areAll = systems.size() == cause.systems().total();
        String advice = (areAll ? views.commonAdvice(systems) : Optional.<String>empty())
                .orElseGet(() -> Advice.inGeneral(cause.band(), systems.get(0).row()));
        return new CauseView(
                anchorOf(cause.key()),
                cause.band().look(),
                cause.band().needsAttention(),
                title(cause.key()),
                meaning(cause),
                advice,
                Words.systems(cause.systems().total()),
                longest(cause, systems, areAll, asOf),
                cause.owners()
                        .map(owner -> new OwnerView(Words.visibleOrNull(owner.owner()), Words.count(owner.systems()))),
                cause.flakes().map(this::flake),
                cause.errors()
                        .map(error -> new ErrorGroup(
                                Words.systems(error.systems()), ErrorView.of(error.error(), LINES_OF_ERROR))),
                views.tableByOwner(views.ofCause(systems, advice, cause.errors().total() > 1, hosts), cause.owners()),
                cause.systems().total() - systems.size(),
                hasLists ? CauseFiles.pathOf(cause.key()) : null);
    }

    /** The time of the band's condition; without one, the nights with this status, which may have been more. */
    private @Nullable String longest(Cause cause, List<SystemTrace> systems, boolean areAll, Instant asOf) {
        Instant since = cause.since();
        return since == null
                ? views.longestInStatus(systems, areAll)
                : cause.band().ageLabel() + " " + Words.age(since, asOf);
    }

    /** The places are the causes with a section on the page. */
    private OwnerCausesView owner(OwnerCauses owner, Set<CauseKey> places) {
        return new OwnerCausesView(
                OwnerCausesView.anchorOf(owner.owner()),
                Words.visibleOrNull(owner.owner()),
                Words.count(owner.needing().total()),
                owner.needing().map(host -> HostView.of(host, hosts)),
                owner.causes().stream()
                        .map(count -> new CauseLink(
                                title(count.cause()),
                                count.cause().band().needsAttention(),
                                places.contains(count.cause()) ? anchorOf(count.cause()) : null,
                                Words.count(count.systems())))
                        .toList());
    }

    private static String anchorOf(CauseKey cause) {
        return "cause-" + CauseFiles.nameOf(cause);
    }

    private static String title(CauseKey cause) {
        if (cause.reason() == null) {
            return cause.band().label();
        }
        String reason = cause.reason().title();
        return BY_AGE.contains(cause.band())
                ? cause.band().label() + ": " + reason.substring(0, 1).toLowerCase(Locale.ROOT) + reason.substring(1)
                : reason;
    }

    private String meaning(Cause cause) {
        return cause.reason() == null ? cause.band().meaning() : meanings.getOrDefault(cause.reason(), "");
    }

    private FlakeView flake(FlakeCount count) {
        @Nullable String flake = count.flake();
        return new FlakeView(
                Words.visibleOrNull(flake),
                flake == null ? null : flakes.linkTo(flake),
                forges.viewOrNull(flake, count.newestCommit()),
                Words.count(count.systems()));
    }
}
