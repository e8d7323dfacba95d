// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html;

import dev.rollcall.report.ReportOutput;
import dev.rollcall.report.format.Advice;
import dev.rollcall.report.format.Words;
import dev.rollcall.report.html.SystemPageModel.PeriodView;
import dev.rollcall.report.html.SystemPageModel.Piece;
import dev.rollcall.report.html.SystemPageModel.StoryView;
import dev.rollcall.report.model.Finding;
import dev.rollcall.report.model.Reason;
import dev.rollcall.report.model.ReasonMeaning;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.report.model.Status;
import dev.rollcall.report.model.StatusPeriod;
import dev.rollcall.report.model.SystemRow;
import dev.rollcall.report.model.SystemStory;
import dev.rollcall.report.model.SystemTrace;
import dev.rollcall.report.query.ReportQueries;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes the permanent pages of systems for a night. A page is written again only when a night finds something new about
 * its system, so its ages are those of that night, which it names.
 */
public final class SystemPages {

    /** So many periods fit a page. */
    private static final int MAX_PERIODS = 200;

    private static final int LINES_OF_ERROR = 30;
    private static final int HOSTS_AT_ONCE = 200;

    private final ReportQueries queries;
    private final Templates templates;
    private final ReportOutput output;
    private final BiPredicate<String, String> isCurrent;

    /** What is current is left out: the predicate gets the path of a page and the mark that it would have. */
    public SystemPages(
            ReportQueries queries, Templates templates, ReportOutput output, BiPredicate<String, String> isCurrent) {
        this.queries = queries;
        this.templates = templates;
        this.output = output;
        this.isCurrent = isCurrent;
    }

    public void write(SnapshotSummary snapshot) throws IOException {
        SystemPageLinks links = SystemPageLinks.of(queries, snapshot);
        SnapshotContent content = SnapshotContent.read(queries, snapshot, null);
        List<SystemRow> rows = new ArrayList<>();
        queries.systems().forEachOf(snapshot.id(), row -> {
            if (links.hasPage(row.hostname())) {
                rows.add(row);
            }
        });
        for (int first = 0; first < rows.size(); first += HOSTS_AT_ONCE) {
            write(content, rows.subList(first, Math.min(rows.size(), first + HOSTS_AT_ONCE)));
        }
    }

    private void write(SnapshotContent content, List<SystemRow> rows) throws IOException {
        SnapshotSummary snapshot = content.snapshot();
        List<String> hosts = rows.stream().map(SystemRow::hostname).toList();
        Map<String, List<Finding>> findings = queries.findings().about(snapshot.id(), hosts);
        for (SystemRow row : rows) {
            List<Finding> found = findings.getOrDefault(row.hostname(), List.of());
            String path = Folders.systemPage(row.hostname());
            String mark = PageMark.of(snapshot.asOf(), row, found);
            if (!isCurrent.test(path, mark)) {
                templates.write("system-page.ftlh", model(content, row, found, mark), output, path);
            }
        }
    }

    private SystemPageModel model(SnapshotContent content, SystemRow row, List<Finding> found, String mark) {
        SnapshotSummary snapshot = content.snapshot();
        SystemViews views = content.views();
        SystemTrace trace = views.traced(List.of(row)).get(0);
        return new SystemPageModel(
                templates.frame(
                        Words.visible(row.hostname()) + " as of " + Words.minute(snapshot.asOf()) + " UTC",
                        "system",
                        Links.beside(Folders.of(snapshot))),
                SnapshotView.of(snapshot),
                mark,
                views.ofTraces(List.of(trace), host -> null).get(0),
                Reason.of(row.reason()).map(Reason::title).orElse(""),
                content.reasons().stream()
                        .filter(reason -> reason.reason().equals(row.reason()))
                        .map(ReasonMeaning::meaning)
                        .collect(Collectors.joining()),
                Advice.on(row, lookalike(row, found), snapshot.asOf()),
                row.evaluationError() == null ? null : ErrorView.of(row.evaluationError(), LINES_OF_ERROR),
                row.basis(),
                visible(row.storePath()),
                CommitView.ofNullable(row.evaluatedCommit()),
                CommitView.ofNullable(row.pinnedCommit()),
                visible(row.alias()),
                queries.history()
                        .story(row.hostname(), snapshot.matching())
                        .map(story -> story(story, snapshot.asOf()))
                        .orElseThrow(),
                found.stream().map(Findings::visible).toList());
    }

    private static @Nullable Finding lookalike(SystemRow row, List<Finding> found) {
        return found.stream()
                .filter(finding -> finding.kind().equals(Finding.REPORTS_UNREGISTERED))
                .filter(finding -> row.hostname().equals(finding.resembles()))
                .findFirst()
                .orElse(null);
    }

    /** Up to the night of the page: what came later is not its own. */
    private static StoryView story(SystemStory whole, Instant asOf) {
        List<StatusPeriod> periods = new ArrayList<>(whole.periods().stream()
                .filter(period -> !period.since().isAfter(asOf))
                .toList());
        Instant from = periods.get(0).since();
        double all = Math.max(1, Duration.between(from, asOf).toSeconds());
        List<Piece> pieces = periods.stream()
                .filter(period -> period.transition().to() != null)
                .map(period -> piece(period, from, until(period, asOf), all))
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
                                visible(period.reason()),
                                CommitView.ofNullable(period.runningCommit()),
                                Words.age(period.since(), until(period, asOf))
                                        + (isOver(period, asOf) ? "" : " so far"),
                                period.trigger().equals("backfill")))
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

    private static boolean isOver(StatusPeriod period, Instant asOf) {
        return period.until() != null && !period.until().isAfter(asOf);
    }

    private static Instant until(StatusPeriod period, Instant asOf) {
        return isOver(period, asOf) ? Objects.requireNonNull(period.until()) : asOf;
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f%%", share * 100);
    }

    private static @Nullable String visible(@Nullable String text) {
        return text == null ? null : Words.visible(text);
    }
}
