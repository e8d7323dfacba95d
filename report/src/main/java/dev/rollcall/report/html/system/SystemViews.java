// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.system;

import dev.rollcall.report.html.link.HostLinks;
import dev.rollcall.report.html.link.HostPages;
import dev.rollcall.report.html.page.Night;
import dev.rollcall.report.html.part.CommitView;
import dev.rollcall.report.html.part.ErrorView;
import dev.rollcall.report.html.part.Forges;
import dev.rollcall.report.html.part.GateView;
import dev.rollcall.report.html.part.LackedCommits;
import dev.rollcall.report.html.part.TimeView;
import dev.rollcall.report.html.system.SystemTableView.RowGroup;
import dev.rollcall.report.html.system.SystemView.Evidence;
import dev.rollcall.report.model.Attention.OwnerCount;
import dev.rollcall.report.model.Bounded;
import dev.rollcall.report.model.GateVerdict;
import dev.rollcall.report.model.ReasonMeaning;
import dev.rollcall.report.model.Strip;
import dev.rollcall.report.model.SystemTrace;
import dev.rollcall.report.model.Variety;
import dev.rollcall.report.query.ReportQueries;
import dev.rollcall.report.wording.Advice;
import dev.rollcall.schema.domain.Basis;
import dev.rollcall.schema.domain.Finding;
import dev.rollcall.schema.domain.Reason;
import dev.rollcall.schema.domain.SystemRow;
import dev.rollcall.schema.text.Words;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Formats systems for the pages of one snapshot. */
public final class SystemViews {

    private static final int LINES_OF_ERROR = 5;
    private static final int COMMITS_OF_ROW = 3;
    private static final String NOBODY = "no owner";
    private static final Comparator<String> NOBODY_LAST =
            Comparator.<String, Boolean>comparing(NOBODY::equals).thenComparing(Comparator.naturalOrder());

    private final ReportQueries queries;
    private final Night night;
    private final Forges forges;
    private final Instant asOf;
    private final Variety variety;

    public SystemViews(ReportQueries queries, Night night) {
        this.queries = queries;
        this.night = night;
        this.forges = night.forges();
        this.asOf = night.snapshot().asOf();
        this.variety = night.fleet().variety();
    }

    public Night night() {
        return night;
    }

    /** A table of rows, and the meanings of their reasons. */
    public SystemTableView table(List<SystemView> rows) {
        Set<Reason> given = rows.stream().map(SystemView::reason).collect(Collectors.toUnmodifiableSet());
        return new SystemTableView(
                List.of(new RowGroup(null, "", rows)),
                String.join(" ", constant()),
                night.reasons().stream()
                        .filter(reason -> given.contains(reason.reason()))
                        .toList());
    }

    /** A table of rows with common values above it, grouped by owner if owners differ. */
    public SystemTableView tableByOwner(List<SystemView> rows, Bounded<OwnerCount> owners) {
        List<String> hidden = constant();
        hidden.add("no-status");
        if (rows.stream().map(SystemView::reason).distinct().count() == 1) {
            hidden.add("no-reason");
        }
        if (!variety.ofOwners()) {
            return new SystemTableView(List.of(new RowGroup(null, "", rows)), String.join(" ", hidden), List.of());
        }
        hidden.add("no-owner");
        Map<String, List<SystemView>> byOwner = rows.stream()
                .collect(Collectors.groupingBy(
                        row -> row.owner() == null ? NOBODY : row.owner(),
                        () -> new TreeMap<>(NOBODY_LAST),
                        Collectors.toList()));
        return new SystemTableView(
                byOwner.entrySet().stream()
                        .map(owner -> new RowGroup(
                                owner.getKey(),
                                counted(owner.getKey(), owner.getValue().size(), owners),
                                owner.getValue()))
                        .toList(),
                String.join(" ", hidden),
                List.of());
    }

    /** The number of an owner's rows here, out of the total if that is known and greater. */
    private static String counted(String owner, int shown, Bounded<OwnerCount> owners) {
        return owners.shown().stream()
                .filter(count -> owner.equals(count.owner() == null ? NOBODY : Words.visible(count.owner())))
                .filter(count -> count.systems() > shown)
                .findFirst()
                .map(count -> Words.count(shown) + " of " + Words.count(count.systems()))
                .orElseGet(() -> Words.count(shown));
    }

    /** Which facts differ between the systems of the snapshot. */
    public Variety variety() {
        return variety;
    }

    /** The columns that are the same for the whole fleet. */
    List<String> constant() {
        List<String> hidden = new ArrayList<>();
        if (!variety.ofFlakes()) {
            hidden.add("no-flake");
        }
        if (!variety.ofEnvironments()) {
            hidden.add("no-environment");
        }
        if (!variety.ofOwners()) {
            hidden.add("no-owner");
        }
        if (!variety.hasHeartbeats()) {
            hidden.add("no-seen");
        }
        return hidden;
    }

    /** Rows with all their evidence. */
    public List<SystemView> of(List<SystemRow> rows, HostLinks links) {
        List<SystemTrace> traces = traced(rows);
        LackedCommits lacked = LackedCommits.of(queries, night.snapshot(), forges, rows, COMMITS_OF_ROW);
        return traces.stream()
                .map(trace -> view(trace.row(), links, trace.strip(), evidence(trace, lacked)))
                .toList();
    }

    /** Rows below a cause, with advice and error only if specific to the system. */
    public List<SystemView> ofCause(
            List<SystemTrace> traces, String advice, boolean hasErrorsOfTheirOwn, HostLinks links) {
        return traces.stream()
                .map(trace -> {
                    SystemRow row = trace.row();
                    String own = trace.lookalike() == null ? advice : Advice.on(row, trace.lookalike(), asOf);
                    ErrorView error = hasErrorsOfTheirOwn ? error(row) : null;
                    Evidence apart = own.equals(advice) && error == null
                            ? null
                            : Evidence.apart(own.equals(advice) ? "" : own, error);
                    return view(row, links, trace.strip(), apart);
                })
                .toList();
    }

    /** What to do about some systems, if it is the same for all of them apart from lookalikes. */
    public Optional<String> commonAdvice(List<SystemTrace> traces) {
        List<String> different = traces.stream()
                .map(trace -> Advice.on(trace.row(), null, asOf))
                .distinct()
                .limit(2)
                .toList();
        return different.size() == 1 ? Optional.of(different.get(0)) : Optional.empty();
    }

    /** How long the system that has had its status longest has had it; a lower bound or null if there are more systems. */
    public @Nullable String longestInStatus(List<SystemTrace> traces, boolean areAll) {
        return StripView.longest(traces.stream().map(SystemTrace::strip).toList(), areAll, night.oldestFirst());
    }

    /** Reads the strips and lookalikes of a few systems at once. */
    public List<SystemTrace> traced(List<SystemRow> rows) {
        List<String> hosts = rows.stream().map(SystemRow::hostname).toList();
        Map<String, Strip> strips = queries.strips().of(hosts, night.oldestFirst());
        Map<String, Finding> lookalikes =
                queries.findings().lookalikes(night.snapshot().id(), hosts);
        return rows.stream()
                .map(row -> new SystemTrace(
                        row,
                        Objects.requireNonNull(strips.get(row.hostname()), row.hostname()),
                        lookalikes.get(row.hostname())))
                .toList();
    }

    private SystemView view(SystemRow row, HostLinks links, @Nullable Strip strip, @Nullable Evidence evidence) {
        return new SystemView(
                row.status(),
                row.silent(),
                rebootMark(row, asOf),
                Words.visible(row.hostname()),
                links.linkTo(row.hostname()),
                HostPages.anchorOf(row.hostname()),
                Words.visibleOrNull(row.flake()),
                Words.visibleOrNull(row.environment()),
                Words.visibleOrNull(row.owner()),
                row.reason(),
                forges.viewOrNull(row.flake(), row.runningCommit()),
                unlessSame(row, row.newestCommit(), row.runningCommit()),
                row.commitsBehind() == null || row.commitsBehind() == 0
                        ? null
                        : Words.count(row.commitsBehind(), "commit", "commits"),
                TimeView.ofNullable(row.behindSince(), asOf),
                TimeView.ofNullable(row.deployedAt(), asOf),
                TimeView.ofNullable(row.lastSeenAt(), asOf),
                strip == null ? null : StripView.of(strip, night.oldestFirst()),
                links.storyOf(row.hostname()),
                row.pinnedCommit() != null,
                exemption(row),
                evidence);
    }

    /** The mark of a system that needs a reboot, with for how long; null for any other. */
    static @Nullable String rebootMark(SystemRow row, Instant asOf) {
        Instant since = row.reboot().neededSince();
        return row.reboot().isNeeded() ? "reboot needed" + (since == null ? "" : " " + Words.age(since, asOf)) : null;
    }

    /** A system on its own page, with its story and all evidence. */
    SystemView alone(SystemRow row) {
        return view(row, hostname -> null, null, null);
    }

    String meaningOf(SystemRow row) {
        return night.reasons().stream()
                .filter(reason -> reason.reason() == row.reason())
                .map(ReasonMeaning::meaning)
                .collect(Collectors.joining());
    }

    private Evidence evidence(SystemTrace trace, LackedCommits lacked) {
        SystemRow row = trace.row();
        String advice = Advice.on(row, trace.lookalike(), asOf);
        CommitView evaluated = unlessSame(row, row.evaluatedCommit(), row.newestCommit());
        boolean isKnownByStorePath = row.basis() == Basis.STORE_PATH;
        return new Evidence(
                advice,
                error(row),
                isKnownByStorePath ? null : row.basis(),
                isKnownByStorePath ? null : Words.visibleOrNull(row.storePath()),
                evaluated == null || advice.contains(evaluated.brief()) ? null : evaluated,
                forges.viewOrNull(row.flake(), row.pinnedCommit()),
                Words.visibleOrNull(row.alias()),
                lacked.of(row));
    }

    private static @Nullable ErrorView error(SystemRow row) {
        return row.evaluationError() == null ? null : ErrorView.of(row.evaluationError(), LINES_OF_ERROR);
    }

    /** Why the gate excludes a system; null if it does not. */
    @Nullable String exemption(SystemRow row) {
        GateVerdict verdict = night.verdict();
        return verdict == null
                ? null
                : verdict.exemptionOf(row.hostname()).map(GateView::words).orElse(null);
    }

    private @Nullable CommitView unlessSame(SystemRow row, @Nullable String commit, @Nullable String other) {
        return Objects.equals(commit, other) ? null : forges.viewOrNull(row.flake(), commit);
    }
}
