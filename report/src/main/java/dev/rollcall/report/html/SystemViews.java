// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html;

import dev.rollcall.report.format.Advice;
import dev.rollcall.report.format.Words;
import dev.rollcall.report.html.SystemView.Evidence;
import dev.rollcall.report.model.Finding;
import dev.rollcall.report.model.GateVerdict;
import dev.rollcall.report.model.ReasonMeaning;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.report.model.Status;
import dev.rollcall.report.model.Strip;
import dev.rollcall.report.model.SystemRow;
import dev.rollcall.report.model.SystemTrace;
import dev.rollcall.report.query.FindingQueries;
import dev.rollcall.report.query.StripQueries;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts systems into the words of one snapshot's pages. */
final class SystemViews {

    private static final int LINES_OF_ERROR = 5;
    private static final String STORE_PATH = "store-path";

    private final StripQueries queries;
    private final FindingQueries findings;
    private final List<SnapshotSummary> oldestFirst;
    private final Instant asOf;
    private final List<ReasonMeaning> reasons;
    private final @Nullable GateVerdict verdict;

    /** The snapshots are those of the strips; the last of them is the one that is shown. */
    SystemViews(
            StripQueries queries,
            FindingQueries findings,
            List<SnapshotSummary> oldestFirst,
            List<ReasonMeaning> reasons,
            @Nullable GateVerdict verdict) {
        this.queries = queries;
        this.findings = findings;
        this.oldestFirst = oldestFirst;
        this.verdict = verdict;
        this.asOf = oldestFirst.get(oldestFirst.size() - 1).asOf();
        this.reasons = reasons;
    }

    /** What the reasons of some rows mean, for once on their page. */
    List<ReasonMeaning> reasonsOf(List<SystemView> rows) {
        Set<String> given = rows.stream().map(SystemView::reason).collect(Collectors.toUnmodifiableSet());
        return reasons.stream()
                .filter(reason -> given.contains(reason.reason()))
                .toList();
    }

    /** Rows with all their evidence. */
    List<SystemView> of(List<SystemRow> rows, HostLinks links) {
        return ofTraces(traced(rows), links);
    }

    /** Looks the strips of a few systems up, all at once. */
    List<SystemTrace> traced(List<SystemRow> rows) {
        Map<String, Strip> strips =
                queries.of(rows.stream().map(SystemRow::hostname).toList(), oldestFirst);
        return rows.stream()
                .map(row -> new SystemTrace(row, Objects.requireNonNull(strips.get(row.hostname()), row.hostname())))
                .toList();
    }

    /** Rows with all their evidence, of which the strips are known. */
    List<SystemView> ofTraces(List<SystemTrace> traces, HostLinks links) {
        return ofTraces(traces, links, false);
    }

    /** Rows at their permanent place, without a link to it; the many that are up to date take a line each. */
    List<SystemView> compact(List<SystemTrace> traces) {
        return ofTraces(traces, hostname -> null, true);
    }

    private List<SystemView> ofTraces(List<SystemTrace> traces, HostLinks links, boolean isCompact) {
        Map<String, Finding> lookalikes = findings.lookalikes(
                oldestFirst.get(oldestFirst.size() - 1).id(),
                traces.stream().map(trace -> trace.row().hostname()).toList());
        return traces.stream()
                .map(trace -> view(
                        trace.row(),
                        links.linkTo(trace.row().hostname()),
                        trace.strip(),
                        isCompact && trace.row().status() == Status.UP_TO_DATE
                                ? null
                                : evidence(
                                        trace.row(), lookalikes.get(trace.row().hostname()))))
                .toList();
    }

    private SystemView view(SystemRow row, @Nullable String link, Strip strip, @Nullable Evidence evidence) {
        return new SystemView(
                row.status(),
                row.silent(),
                Words.visible(row.hostname()),
                link,
                HostPages.anchorOf(row.hostname()),
                visible(row.flake()),
                Words.visible(row.reason()),
                CommitView.ofNullable(row.runningCommit()),
                unlessSame(row.newestCommit(), row.runningCommit()),
                row.commitsBehind() == null || row.commitsBehind() == 0
                        ? null
                        : Words.count(row.commitsBehind(), "commit", "commits"),
                TimeView.ofNullable(row.behindSince(), asOf),
                TimeView.ofNullable(row.deployedAt(), asOf),
                TimeView.ofNullable(row.lastSeenAt(), asOf),
                StripView.of(strip, oldestFirst),
                row.pinnedCommit() != null,
                exemption(row),
                evidence);
    }

    private static Evidence evidence(SystemRow row, @Nullable Finding lookalike) {
        String advice = Advice.on(row, lookalike);
        CommitView evaluated = unlessSame(row.evaluatedCommit(), row.newestCommit());
        boolean isKnownByStorePath = STORE_PATH.equals(row.basis());
        return new Evidence(
                advice,
                row.evaluationError() == null ? null : ErrorView.of(row.evaluationError(), LINES_OF_ERROR),
                isKnownByStorePath ? null : row.basis(),
                isKnownByStorePath ? null : visible(row.storePath()),
                evaluated == null || advice.contains(evaluated.brief()) ? null : evaluated,
                CommitView.ofNullable(row.pinnedCommit()),
                visible(row.alias()),
                visible(row.environment()),
                visible(row.owner()));
    }

    private @Nullable String exemption(SystemRow row) {
        return verdict == null
                ? null
                : verdict.exemptionOf(row.hostname()).map(GateView::words).orElse(null);
    }

    private static @Nullable CommitView unlessSame(@Nullable String commit, @Nullable String other) {
        return Objects.equals(commit, other) ? null : CommitView.ofNullable(commit);
    }

    private static @Nullable String visible(@Nullable String text) {
        return text == null ? null : Words.visible(text);
    }
}
