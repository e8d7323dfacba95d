// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.system;

import dev.rollcall.report.advisory.UsedScans;
import dev.rollcall.report.html.advisory.HostAdvisoriesView;
import dev.rollcall.report.html.advisory.HostScans;
import dev.rollcall.report.html.closure.HostPackages;
import dev.rollcall.report.html.closure.HostPackagesView;
import dev.rollcall.report.html.finding.Findings;
import dev.rollcall.report.html.link.Folders;
import dev.rollcall.report.html.link.Links;
import dev.rollcall.report.html.link.SystemPageLinks;
import dev.rollcall.report.html.page.Night;
import dev.rollcall.report.html.page.PageWriter;
import dev.rollcall.report.html.page.Templates;
import dev.rollcall.report.html.part.Decimals;
import dev.rollcall.report.html.part.ErrorView;
import dev.rollcall.report.html.part.Forges;
import dev.rollcall.report.html.part.LackedCommits;
import dev.rollcall.report.html.part.LackedView;
import dev.rollcall.report.html.part.SnapshotView;
import dev.rollcall.report.html.part.TimeView;
import dev.rollcall.report.html.system.SystemPageModel.PeriodView;
import dev.rollcall.report.html.system.SystemPageModel.Piece;
import dev.rollcall.report.html.system.SystemPageModel.RebootView;
import dev.rollcall.report.html.system.SystemPageModel.StoryView;
import dev.rollcall.report.html.system.SystemPageModel.VersionView;
import dev.rollcall.report.model.Band;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.report.model.StatusPeriod;
import dev.rollcall.report.model.SystemStory;
import dev.rollcall.report.query.ReportQueries;
import dev.rollcall.report.wording.Advice;
import dev.rollcall.schema.domain.Finding;
import dev.rollcall.schema.domain.FindingKind;
import dev.rollcall.schema.domain.Status;
import dev.rollcall.schema.domain.SystemRow;
import dev.rollcall.schema.text.Words;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes the permanent pages of systems for a night. A page is rewritten only if something about its system changed, so
 * its ages refer to the night that it names.
 */
public final class SystemPages {

    /** The maximum number of periods on a page. */
    private static final int MAX_PERIODS = 200;

    /** A change in the last night takes up one night on the timeline. */
    private static final Duration NIGHT = Duration.ofDays(1);

    private static final int MAX_COMMITS = 20;

    private static final int LINES_OF_ERROR = 30;

    /** All systems with pages in a large fleet, so their findings are read in one pass. */
    private static final int HOSTS_AT_ONCE = 1000;

    private final ReportQueries queries;
    private final Templates templates;
    private final PageWriter writer;
    private final ExistingPages existing;
    private final @Nullable UsedScans scans;

    /**
     * Writes into an archive, with the writer.
     *
     * @param scans those that the snapshot used; null if it used none
     */
    public SystemPages(
            ReportQueries queries,
            Templates templates,
            PageWriter writer,
            ExistingPages existing,
            @Nullable UsedScans scans) {
        this.queries = queries;
        this.templates = templates;
        this.writer = writer;
        this.existing = existing;
        this.scans = scans;
    }

    /** The existing pages of the archive, by path. */
    public interface ExistingPages {

        boolean has(String path);

        /** Whether a page with the path exists that is current for the mark. */
        boolean isCurrent(String path, PageMark mark);

        boolean haveReportOf(SnapshotSummary snapshot);
    }

    /** The night of a page, the last one with the system, and the start of the history. */
    private record Span(SnapshotSummary night, SnapshotSummary last, Instant historyBegins) {}

    public void write(SystemViews views) throws IOException {
        SnapshotSummary snapshot = views.night().snapshot();
        List<SystemRow> mostUrgent = views.night().fleet().mostUrgent();
        SystemPageLinks links = SystemPageLinks.of(snapshot, mostUrgent);
        if (links.areNone()) {
            return;
        }
        write(views, mostUrgent);
        // includes pages of systems that are no longer among the most urgent
        write(
                views,
                queries.systems()
                        .named(
                                snapshot.id(),
                                queries.systems().hostnames(snapshot.id()).stream()
                                        .filter(host -> !links.hasPage(host))
                                        .filter(host -> existing.has(Folders.systemPage(host)))
                                        .toList()));
        writeThoseThatLeft(views.night());
    }

    private void write(SystemViews views, List<SystemRow> rows) throws IOException {
        for (int first = 0; first < rows.size(); first += HOSTS_AT_ONCE) {
            writePortion(views, rows.subList(first, Math.min(rows.size(), first + HOSTS_AT_ONCE)));
        }
    }

    /** The page of a system that left the inventory says so, and shows the last reported night with it. */
    private void writeThoseThatLeft(Night night) throws IOException {
        SnapshotSummary snapshot = night.snapshot();
        List<SnapshotSummary> reported = night.oldestFirst().stream()
                .filter(earlier -> earlier.id() != snapshot.id() && existing.haveReportOf(earlier))
                .toList();
        if (reported.isEmpty()) {
            return;
        }
        SnapshotSummary last = reported.get(reported.size() - 1);
        SystemViews views = new SystemViews(queries, night.earlier(last));
        Instant historyBegins = queries.snapshots().first(snapshot.matching());
        Map<SystemRow, PageMark> stale = new LinkedHashMap<>();
        for (SystemRow row : queries.systems().missingFrom(snapshot, last)) {
            String path = Folders.systemPage(row.hostname());
            PageMark mark = PageMark.ofLeft(snapshot, row, historyBegins);
            if (existing.has(path) && !existing.isCurrent(path, mark)) {
                stale.put(row, mark);
            }
        }
        Span span = new Span(snapshot, last, historyBegins);
        write(
                stale,
                snapshot,
                (row, story, mark) -> model(span, views, row, List.of(), null, null, null, null, story, mark));
    }

    /** Builds the page of a system from its story. */
    private interface Page {
        SystemPageModel of(SystemRow row, SystemStory story, PageMark mark);
    }

    /** Writes the outdated pages, reading all stories at once. */
    private void write(Map<SystemRow, PageMark> stale, SnapshotSummary snapshot, Page page) throws IOException {
        Map<String, SystemStory> stories = queries.history()
                .stories(stale.keySet().stream().map(SystemRow::hostname).toList(), snapshot.matching());
        for (Map.Entry<SystemRow, PageMark> system : stale.entrySet()) {
            SystemRow row = system.getKey();
            SystemStory story = Objects.requireNonNull(stories.get(row.hostname()), row.hostname());
            // built here, because the next portion adds to the sets of packages
            writer.write(
                    "system-page.ftlh", page.of(row, story, system.getValue()), Folders.systemPage(row.hostname()));
        }
    }

    private void writePortion(SystemViews views, List<SystemRow> rows) throws IOException {
        SnapshotSummary snapshot = views.night().snapshot();
        List<String> hosts = rows.stream().map(SystemRow::hostname).toList();
        Map<String, List<Finding>> findings = queries.findings().about(snapshot.id(), hosts);
        Instant historyBegins = queries.snapshots().first(snapshot.matching());
        LackedCommits lacked = LackedCommits.of(queries, snapshot, views.night().forges(), rows, MAX_COMMITS);
        HostPackages packages = views.night().hasPackages()
                ? HostPackages.of(queries.packages(), views.night().oldestFirst(), rows)
                : HostPackages.NONE;
        HostScans advisories =
                scans == null ? null : new HostScans(scans, queries.advisories().closures(snapshot.id(), hosts));
        Map<SystemRow, PageMark> stale = new LinkedHashMap<>();
        for (SystemRow row : rows) {
            PageMark mark = PageMark.of(
                    snapshot,
                    row,
                    findings.getOrDefault(row.hostname(), List.of()),
                    views.exemption(row),
                    lacked.facts(row) + packages.facts(row) + (advisories == null ? "" : advisories.of(row)),
                    historyBegins);
            if (!existing.isCurrent(Folders.systemPage(row.hostname()), mark)) {
                stale.put(row, mark);
            }
        }
        Span span = new Span(snapshot, snapshot, historyBegins);
        write(
                stale,
                snapshot,
                (row, story, mark) -> model(
                        span,
                        views,
                        row,
                        findings.getOrDefault(row.hostname(), List.of()),
                        lacked.of(row),
                        lacked.versionFor(row),
                        packages.of(row),
                        advisories == null ? null : advisories.of(row),
                        story,
                        mark));
    }

    /** The page of a night for a row of that night, or of the last night with the system. */
    private SystemPageModel model(
            Span span,
            SystemViews views,
            SystemRow row,
            List<Finding> found,
            @Nullable LackedView lacked,
            @Nullable String versionToRun,
            @Nullable HostPackagesView packages,
            @Nullable HostAdvisoriesView advisories,
            SystemStory story,
            PageMark mark) {
        SnapshotSummary night = span.night();
        SnapshotSummary snapshot = span.last();
        Forges forges = views.night().forges();
        boolean hasLeft = night.id() != snapshot.id();
        String advice = Advice.on(row, lookalike(row, found), snapshot.asOf());
        return new SystemPageModel(
                templates.frame(
                        Words.visible(row.hostname()) + " as of " + Words.minute(snapshot.asOf()) + " UTC",
                        "system",
                        views.night().linksFrom(Links.beside(Folders.of(night)))),
                SnapshotView.of(snapshot),
                mark.toString(),
                hasLeft ? TimeView.of(night.asOf(), night.asOf()) : null,
                views.alone(row),
                row.reason().title(),
                views.meaningOf(row),
                hasLeft || advice.equals(Advice.NOTHING) ? "" : advice,
                row.evaluationError() == null ? null : ErrorView.of(row.evaluationError(), LINES_OF_ERROR),
                row.basis(),
                Words.visibleOrNull(row.storePath()),
                VersionView.of(row.storePath(), versionToRun),
                forges.viewOrNull(row.flake(), row.evaluatedCommit()),
                forges.viewOrNull(row.flake(), row.pinnedCommit()),
                Words.visibleOrNull(row.alias()),
                row.lastSeenAt() != null && Band.of(row, snapshot.asOf()) == Band.NOT_HEARD_FROM
                        ? Words.age(row.lastSeenAt(), snapshot.asOf())
                        : null,
                RebootView.of(row, snapshot.asOf()),
                lacked,
                packages,
                advisories,
                story(story, forges, span.historyBegins(), night.asOf()),
                found.stream().map(Findings::visible).toList());
    }

    private static @Nullable Finding lookalike(SystemRow row, List<Finding> found) {
        return found.stream()
                .filter(finding -> finding.kind() == FindingKind.REPORTS_UNREGISTERED)
                .filter(finding -> row.hostname().equals(finding.resembles()))
                .findFirst()
                .orElse(null);
    }

    /** Up to the night of the page, without later ones. */
    private static StoryView story(SystemStory whole, Forges forges, Instant historyBegins, Instant asOf) {
        List<StatusPeriod> periods = new ArrayList<>(whole.periods().stream()
                .filter(period -> !period.since().isAfter(asOf))
                .toList());
        Instant from = periods.get(0).since();
        double all = Duration.between(from, asOf.plus(NIGHT)).toSeconds();
        List<Piece> pieces = periods.stream()
                .filter(period -> period.transition().to() != null)
                .map(period -> piece(period, from, until(period, asOf, asOf.plus(NIGHT)), all))
                .toList();
        Collections.reverse(periods);
        return new StoryView(
                Words.minute(from),
                Words.minute(asOf),
                pieces,
                periods.stream()
                        .limit(MAX_PERIODS)
                        .map(period -> new PeriodView(
                                TimeView.of(period.since(), asOf),
                                period.transition().to(),
                                period.reason(),
                                forges.viewOrNull(period.flake(), period.runningCommit()),
                                forges.viewOrNull(period.flake(), period.wentBackFrom()),
                                length(period, historyBegins, asOf),
                                period.trigger().isReconstruction()))
                        .toList(),
                Math.max(0, periods.size() - MAX_PERIODS));
    }

    private static Piece piece(StatusPeriod period, Instant from, Instant until, double all) {
        Status status = period.transition().to();
        return new Piece(
                status == null ? Status.OFFLINE : status,
                percent(Duration.between(from, period.since()).toSeconds() / all),
                percent(Duration.between(period.since(), until).toSeconds() / all));
    }

    private static String length(StatusPeriod period, Instant historyBegins, Instant asOf) {
        if (period.since().equals(asOf)) {
            return "new in this snapshot";
        }
        Instant until = period.until();
        boolean isOver = until != null && !until.isAfter(asOf);
        // its status before the first night is unknown
        String atLeast = period.since().equals(historyBegins) ? "≥ " : "";
        return atLeast + Words.age(period.since(), until(period, asOf, asOf)) + (isOver ? "" : " so far");
    }

    /** The end of a period, or a substitute if it had not ended by the night of the page. */
    private static Instant until(StatusPeriod period, Instant asOf, Instant open) {
        Instant until = period.until();
        return until == null || until.isAfter(asOf) ? open : until;
    }

    private static String percent(double share) {
        return Decimals.percent(share * 100);
    }
}
