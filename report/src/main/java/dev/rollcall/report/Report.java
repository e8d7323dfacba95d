// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report;

import dev.rollcall.report.html.ArchivePages;
import dev.rollcall.report.html.Folders;
import dev.rollcall.report.html.SnapshotPages;
import dev.rollcall.report.html.Stylesheet;
import dev.rollcall.report.html.Templates;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.report.query.ReportQueries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Makes the report of a snapshot: static pages in an archive folder that need neither a server nor scripts. */
public final class Report {

    private final ReportQueries queries;
    private final ReportRequest request;

    private Report(ReportQueries queries, ReportRequest request) {
        this.queries = queries;
        this.request = request;
    }

    /**
     * Adds the report of a snapshot to the archive and refreshes the index of the archive. A report that is already
     * there stays as it is, unless the request says to overwrite it.
     *
     * @return the first page of the report
     * @throws ReportException if a snapshot is not published or a file can't be written
     */
    public static Path render(DSLContext dsl, ReportRequest request) {
        try {
            return new Report(ReportQueries.of(dsl), request).render();
        } catch (IOException e) {
            throw failure(request, e);
        } catch (UncheckedIOException e) {
            throw failure(request, e.getCause());
        }
    }

    private Path render() throws IOException {
        SnapshotSummary snapshot = snapshot(request.snapshotId());
        SnapshotSummary baseline = request.baselineId() == null ? null : snapshot(request.baselineId());
        Archive archive = Archive.open(request.archive());
        Stylesheet stylesheet = Stylesheet.load();
        Templates templates = new Templates(stylesheet, request.version());
        archive.addFile(stylesheet.path(), stylesheet.text());
        String folder = Folders.of(snapshot);
        if (request.overwrites()) {
            archive.replaceFolder(
                    folder, output -> snapshotPages(templates, output).write(snapshot, baseline));
        } else {
            archive.addFolder(folder, output -> snapshotPages(templates, output).write(snapshot, baseline));
        }
        refreshIndex(archive, templates);
        return archive.indexOf(folder);
    }

    private void refreshIndex(Archive archive, Templates templates) throws IOException {
        archive.replaceIndex(
                output -> new ArchivePages(queries.snapshots(), templates, output, archive::hasReport).write());
    }

    private SnapshotPages snapshotPages(Templates templates, ReportOutput output) {
        return new SnapshotPages(queries, templates, output);
    }

    private SnapshotSummary snapshot(long id) {
        return queries.snapshots()
                .find(id)
                .orElseThrow(() -> new ReportException(
                        "There is no published snapshot " + id + ". 'rollcall history' lists those there are."));
    }

    private static ReportException failure(ReportRequest request, @Nullable IOException e) {
        return new ReportException(
                "The report of snapshot " + request.snapshotId() + " can't be written to " + request.archive() + ": "
                        + e,
                e);
    }
}
