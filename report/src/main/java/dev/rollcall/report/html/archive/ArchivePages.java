// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.archive;

import dev.rollcall.report.ReportOutput;
import dev.rollcall.report.format.export.Badge;
import dev.rollcall.report.format.export.LatestJson;
import dev.rollcall.report.html.archive.ArchivePageModel.Kind;
import dev.rollcall.report.html.archive.ArchivePageModel.Month;
import dev.rollcall.report.html.archive.ArchivePageModel.Row;
import dev.rollcall.report.html.link.Folders;
import dev.rollcall.report.html.link.Links;
import dev.rollcall.report.html.page.Templates;
import dev.rollcall.report.html.part.SnapshotView;
import dev.rollcall.report.html.part.StatusCount;
import dev.rollcall.report.model.ArchiveEntry;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.report.query.ReportQueries;
import dev.rollcall.schema.domain.Counts;
import dev.rollcall.schema.domain.Outcome;
import dev.rollcall.schema.domain.Status;
import dev.rollcall.schema.domain.Trigger;
import dev.rollcall.schema.text.Words;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes the index of the archive, over all published snapshots of the database, in pages of limited size, and beside
 * it a pointer to the newest report and its badges.
 */
public final class ArchivePages {

    private static final int ROWS_OF_PAGE = 500;
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMMM yyyy", Locale.ENGLISH);

    private final ReportQueries queries;
    private final Templates templates;
    private final ReportOutput output;
    private final Predicate<String> hasReport;
    private final List<ArchiveEntry> entries = new ArrayList<>();
    private int pages;
    private @Nullable SnapshotSummary newest;

    /** An index with links to the existing reports, tested by folder name. */
    public ArchivePages(ReportQueries queries, Templates templates, ReportOutput output, Predicate<String> hasReport) {
        this.queries = queries;
        this.templates = templates;
        this.output = output;
        this.hasReport = hasReport;
    }

    public void write() {
        queries.snapshots().forEachNewestFirst(entry -> {
            if (entries.size() == ROWS_OF_PAGE) {
                writePage(Folders.archivePage(pages + 2));
            }
            entries.add(entry);
            if (newest == null && isUsual(entry.snapshot())) {
                newest = entry.snapshot();
            }
        });
        writePage(null);
        if (newest != null) {
            writePointer(newest);
        }
    }

    private void writePage(@Nullable String olderPage) {
        pages++;
        ArchivePageModel page = new ArchivePageModel(
                templates.frame("All nights", "archive", Links.ARCHIVE),
                pages,
                pages == 1 ? null : Folders.archivePage(pages - 1),
                olderPage,
                months(),
                entries.stream().anyMatch(entry -> entry.snapshot().gate() != null));
        try {
            templates.write("archive.ftlh", page, output, Folders.archivePage(pages));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        entries.clear();
    }

    /** By evidence and with a report here: what "latest" usually means. */
    private boolean isUsual(SnapshotSummary snapshot) {
        return snapshot.isByEvidence() && hasReport.test(Folders.of(snapshot));
    }

    private void writePointer(SnapshotSummary latest) {
        boolean isStale = queries.findings().staleInventory(latest.id()).isPresent();
        write("badges/systems.svg", Badge.of(latest.counts(), isStale).svg());
        if (latest.gate() != null) {
            write("badges/gate.svg", Badge.of(latest.gate()).svg());
        }
        write("latest.json", LatestJson.text(latest, Folders.of(latest) + "/index.html", isStale));
    }

    private void write(String path, String text) {
        try (Writer file = output.createFile(path)) {
            file.write(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Month> months() {
        Map<YearMonth, List<Row>> rows = new LinkedHashMap<>();
        for (ArchiveEntry entry : entries) {
            YearMonth month = YearMonth.from(entry.snapshot().asOf().atOffset(ZoneOffset.UTC));
            rows.computeIfAbsent(month, any -> new ArrayList<>()).add(row(entry));
        }
        return rows.entrySet().stream()
                .map(month -> new Month(MONTH.format(month.getKey()), "month-" + month.getKey(), month.getValue()))
                .toList();
    }

    private Row row(ArchiveEntry entry) {
        String folder = Folders.of(entry.snapshot());
        boolean isReported = hasReport.test(folder);
        return new Row(
                SnapshotView.of(entry.snapshot()),
                isReported ? folder + "/index.html" : null,
                StatusCount.of(entry.snapshot().counts(), entry.before()),
                entry.snapshot().gate(),
                notes(entry.snapshot()),
                kinds(entry, isReported));
    }

    private static List<String> kinds(ArchiveEntry entry, boolean hasReport) {
        Counts now = entry.snapshot().counts();
        Counts before = entry.before();
        Outcome gate = entry.snapshot().gate();
        Map<Kind, Boolean> kinds = new EnumMap<>(Kind.class);
        kinds.put(Kind.FELL, before != null && now.upToDate() < before.upToDate());
        kinds.put(Kind.UNKNOWN, now.of(Status.UNKNOWN_STATE) > 0);
        kinds.put(Kind.FAILED, gate != null && gate != Outcome.PASSED);
        kinds.put(Kind.UNREPORTED, !hasReport);
        return kinds.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(kind -> kind.getKey().slug())
                .toList();
    }

    private static List<String> notes(SnapshotSummary snapshot) {
        return Stream.of(
                        snapshot.label() == null ? "" : Words.visible(snapshot.label()),
                        snapshot.trigger() == Trigger.RUN
                                ? ""
                                : snapshot.trigger().code(),
                        snapshot.isByEvidence() ? "" : "matched by " + snapshot.matching())
                .filter(note -> !note.isEmpty())
                .toList();
    }
}
