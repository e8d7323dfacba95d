// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html;

import dev.rollcall.report.format.Words;
import dev.rollcall.report.html.AttentionPageModel.CauseView;
import dev.rollcall.report.html.AttentionPageModel.ErrorGroup;
import dev.rollcall.report.html.AttentionPageModel.ReasonGroup;
import dev.rollcall.report.model.Bounded;
import dev.rollcall.report.model.Cause;
import dev.rollcall.report.model.ErrorCount;
import dev.rollcall.report.model.FleetVerdict;
import dev.rollcall.report.model.ReasonCount;
import dev.rollcall.report.model.ReasonMeaning;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.report.model.SystemTrace;
import dev.rollcall.report.query.AttentionQueries;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Builds the page of the systems that are not up to date. */
final class AttentionPage {

    private static final int ROWS_OF_PAGE = 500;
    private static final int FEWEST_ROWS = 20;
    private static final int MOST_REASONS = 25;
    private static final int CAUSES_OF_REASON = 8;
    private static final int ERRORS_OF_REASON = 20;
    private static final int LINES_OF_ERROR = 30;

    private final AttentionQueries queries;
    private final SystemViews views;
    private final HostLinks hosts;
    private final FlakeLinks flakes;
    private final Map<String, String> meanings;

    AttentionPage(
            AttentionQueries queries,
            SystemViews views,
            HostLinks hosts,
            FlakeLinks flakes,
            List<ReasonMeaning> reasons) {
        this.queries = queries;
        this.views = views;
        this.hosts = hosts;
        this.flakes = flakes;
        this.meanings =
                reasons.stream().collect(Collectors.toUnmodifiableMap(ReasonMeaning::reason, ReasonMeaning::meaning));
    }

    /** The page; the warning says how the inventory is stale, null if it is not. */
    AttentionPageModel of(
            PageFrame frame, SnapshotSummary snapshot, FleetVerdict fleet, @Nullable String staleWarning) {
        List<ReasonCount> reasons = queries.reasons(snapshot.id());
        int notUpToDate = snapshot.counts().systems() - snapshot.counts().upToDate();
        int limit = notUpToDate <= ROWS_OF_PAGE
                ? ROWS_OF_PAGE
                : Math.max(FEWEST_ROWS, ROWS_OF_PAGE / Math.max(1, reasons.size()));
        Map<String, Bounded<Cause>> causes = queries.causes(snapshot.id(), CAUSES_OF_REASON);
        Map<String, Bounded<ErrorCount>> errors = queries.errorsByReason(snapshot.id(), ERRORS_OF_REASON);
        Map<String, List<SystemTrace>> systems = views.traced(queries.systems(snapshot.id(), limit)).stream()
                .collect(Collectors.groupingBy(trace -> trace.row().reason()));
        return new AttentionPageModel(
                frame,
                SnapshotView.of(snapshot),
                VerdictView.of(fleet, hosts),
                Words.count(notUpToDate, "system", "systems"),
                snapshot.counts().systems() > 0,
                staleWarning,
                reasons.stream()
                        .limit(MOST_REASONS)
                        .map(reason -> group(
                                reason,
                                causes.getOrDefault(reason.reason(), new Bounded<>(List.of(), 0)),
                                errors.getOrDefault(reason.reason(), new Bounded<>(List.of(), 0)),
                                systems.getOrDefault(reason.reason(), List.of()),
                                snapshot))
                        .toList());
    }

    private ReasonGroup group(
            ReasonCount reason,
            Bounded<Cause> causes,
            Bounded<ErrorCount> errors,
            List<SystemTrace> systems,
            SnapshotSummary snapshot) {
        return new ReasonGroup(
                "reason-" + reason.status().slug() + "-" + Slugs.of(reason.reason()),
                reason.status(),
                Words.visible(reason.reason()),
                meanings.getOrDefault(reason.reason(), ""),
                Words.count(reason.systems(), "system", "systems"),
                TimeView.ofNullable(reason.behindSince(), snapshot.asOf()),
                causes.map(this::cause),
                errors.map(error -> new ErrorGroup(
                        Words.count(error.systems(), "system", "systems"),
                        ErrorView.of(error.error(), LINES_OF_ERROR))),
                new Bounded<>(
                        views.ofTraces(
                                systems.stream()
                                        .filter(trace -> trace.row().status() == reason.status())
                                        .toList(),
                                hosts),
                        reason.systems()));
    }

    private CauseView cause(Cause cause) {
        @Nullable String flake = cause.flake();
        return new CauseView(
                flake == null ? null : Words.visible(flake),
                flake == null ? null : flakes.linkTo(flake),
                CommitView.ofNullable(cause.newestCommit()),
                Words.count(cause.systems()));
    }
}
