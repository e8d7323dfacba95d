// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report;

import dev.rollcall.report.advisory.UsedScans;
import dev.rollcall.report.format.export.ExportFormat;
import dev.rollcall.report.format.export.SnapshotFormat;
import dev.rollcall.report.html.ParallelReads;
import dev.rollcall.report.html.SinglePage;
import dev.rollcall.report.html.SnapshotContent;
import dev.rollcall.report.html.SnapshotPages;
import dev.rollcall.report.html.archive.ArchivePages;
import dev.rollcall.report.html.link.Folders;
import dev.rollcall.report.html.page.Asset;
import dev.rollcall.report.html.page.Assets;
import dev.rollcall.report.html.page.PageWriter;
import dev.rollcall.report.html.page.Templates;
import dev.rollcall.report.html.system.SystemPages;
import dev.rollcall.report.model.Event;
import dev.rollcall.report.model.SnapshotReport;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.report.query.ReportQueries;
import dev.rollcall.schema.FailureText;
import dev.rollcall.schema.domain.SystemRow;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.NamedError;
import dev.rollcall.schema.error.RollcallException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Creates the report of a snapshot: static pages in an archive that need neither a server nor scripts.
 *
 * <p>No transaction stays open while files are written. Published data does not change, and the caller holds the run
 * lock, so nothing is removed meanwhile.
 */
public final class Report {

    private final ReportQueries queries;
    private final ReportRequest request;

    private Report(ReportQueries queries, ReportRequest request) {
        this.queries = queries;
        this.request = request;
    }

    /**
     * Adds the report of a snapshot to the archive and updates the archive's index. Keeps an existing report unless the
     * request overwrites it.
     *
     * @return the first page of the report
     * @throws RollcallException if a snapshot is not published or a file can't be written
     */
    public static Path render(DSLContext dsl, ReportRequest request) {
        ReportQueries queries = ReportQueries.of(dsl);
        return orFail(request.snapshotId(), request.archive(), () -> new Report(queries, request).render());
    }

    /**
     * Writes the report of a snapshot as one self-contained page, for mail and pipelines. For a large fleet it omits
     * systems that are up to date.
     *
     * @throws RollcallException if a snapshot is not published or the file can't be written
     */
    public static void renderSingleFile(DSLContext dsl, SingleFileRequest request) {
        ReportQueries queries = ReportQueries.of(dsl);
        SnapshotSummary snapshot = snapshot(queries, request.snapshotId());
        SnapshotSummary baseline = baseline(queries, request.baselineId(), snapshot);
        Templates templates = new Templates(Assets.load(), request.version());
        orFail(request.snapshotId(), request.file(), () -> {
            SingleFile.write(
                    request.file(),
                    (output, path) -> new SinglePage(queries, templates).write(snapshot, baseline, output, path));
            return request.file();
        });
    }

    /**
     * Writes machine-readable files of a snapshot, each atomically.
     *
     * @return the errors of files that can't be written; the others are written
     * @throws RollcallException if a snapshot is not published
     */
    public static List<NamedError> export(DSLContext dsl, ExportRequest request) {
        ReportQueries queries = ReportQueries.of(dsl);
        SnapshotSummary snapshot = snapshot(queries, request.snapshotId());
        SnapshotSummary baseline = baseline(queries, request.baselineId(), snapshot);
        SnapshotReport report = queries.reports()
                .read(snapshot, baseline, request.files().keySet().stream().anyMatch(ExportFormat::hasChanges));
        SnapshotFormat.Systems systems = systems(queries, snapshot, baseline);
        List<NamedError> errors = new ArrayList<>();
        new TreeMap<>(request.files()).forEach((format, file) -> {
            try {
                orFail(request.snapshotId(), file, () -> {
                    SingleFile.write(file, (output, path) -> {
                        try (Writer out = output.createFile(path)) {
                            format.writer().write(report, systems, out);
                        }
                    });
                    return file;
                });
            } catch (RollcallException e) {
                errors.add(e.error());
            }
        });
        return errors;
    }

    private static SnapshotFormat.Systems systems(
            ReportQueries queries, SnapshotSummary snapshot, @Nullable SnapshotSummary baseline) {
        return new SnapshotFormat.Systems() {
            @Override
            public void forEach(Consumer<SystemRow> consumer) {
                queries.systems().forEachOf(snapshot.id(), consumer);
            }

            @Override
            public void forEachEvent(Consumer<Event> consumer) {
                if (baseline != null) {
                    queries.events().forEach(baseline, snapshot, consumer);
                }
            }
        };
    }

    private static Path orFail(long snapshotId, Path target, Writing writing) {
        try {
            return writing.write();
        } catch (IOException e) {
            throw failure(snapshotId, target, e);
        } catch (UncheckedIOException e) {
            throw failure(snapshotId, target, e.getCause());
        }
    }

    private Path render() throws IOException {
        SnapshotSummary snapshot = snapshot(queries, request.snapshotId());
        SnapshotSummary baseline = baseline(queries, request.baselineId(), snapshot);
        ArchiveOwner.require(queries, request.archive());
        Archive archive = Archive.open(request.archive());
        Templates templates = prepare(archive, queries, request.version());
        String folder = Folders.of(snapshot);
        try (ParallelReads reads = ParallelReads.of(snapshot)) {
            write(new SnapshotContent(queries, reads, snapshot, baseline), reads, archive, folder, templates);
        }
        refreshIndex(archive, queries, templates);
        return archive.indexOf(folder);
    }

    private void write(
            SnapshotContent content, ParallelReads reads, Archive archive, String folder, Templates templates)
            throws IOException {
        Archive.Content report = output -> new SnapshotPages(queries, templates, output, reads).write(content);
        if (request.overwrites()) {
            archive.replaceFolder(folder, report);
        } else {
            archive.addFolder(folder, report);
        }
        SystemPages.ExistingPages pages = new ArchivedPages(archive, request.overwrites());
        UsedScans scans =
                content.advisories() == null ? null : content.advisories().scans();
        archive.replaceFiles(output -> {
            try (PageWriter writer = new PageWriter(templates, output)) {
                new SystemPages(queries, templates, writer, pages, scans).write(content.views());
                writer.finish();
            }
        });
    }

    /** Adds what all pages of an archive share. */
    static Templates prepare(Archive archive, ReportQueries queries, String version) throws IOException {
        ArchiveOwner.claim(archive, queries);
        Assets assets = Assets.load();
        for (Asset asset : assets.all()) {
            archive.addFile(asset.path(), asset.text());
        }
        return new Templates(assets, version);
    }

    static void refreshIndex(Archive archive, ReportQueries queries, Templates templates) throws IOException {
        archive.replaceIndex(output -> new ArchivePages(queries, templates, output, archive::hasReport).write());
    }

    private static SnapshotSummary snapshot(ReportQueries queries, long id) {
        return queries.snapshots()
                .find(id)
                .orElseThrow(() -> new RollcallException(
                        ErrorName.UNKNOWN_SNAPSHOT,
                        "There is no published snapshot " + id + ". 'rollcall history' lists all snapshots."));
    }

    private static @Nullable SnapshotSummary baseline(
            ReportQueries queries, @Nullable Long id, SnapshotSummary snapshot) {
        if (id == null) {
            return null;
        }
        SnapshotSummary baseline = snapshot(queries, id);
        if (!baseline.asOf().isBefore(snapshot.asOf())) {
            throw new RollcallException(
                    ErrorName.BASELINE_NOT_EARLIER,
                    "Snapshot " + snapshot.id() + " can't be compared with snapshot " + baseline.id() + " as of "
                            + baseline.asOf() + ": expected a snapshot before " + snapshot.asOf() + ".");
        }
        return baseline;
    }

    private static RollcallException failure(long snapshotId, Path target, @Nullable IOException e) {
        return new RollcallException(
                ErrorName.ARCHIVE_UNWRITABLE,
                "The report of snapshot " + snapshotId + " can't be written to " + target + " (" + FailureText.of(e)
                        + "). Free space or fix the permissions there, then try again.",
                e);
    }

    private interface Writing {
        Path write() throws IOException;
    }
}
