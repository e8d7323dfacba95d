// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report;

import dev.rollcall.report.html.link.Folders;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.report.query.ReportQueries;
import dev.rollcall.schema.FailureText;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.RollcallException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** The reports in an archive and the snapshots of a history; either may exist without the other. */
public final class ReportFolders {

    private final ReportQueries queries;
    private final Archive archive;
    private final Path folder;
    private final String version;

    private ReportFolders(ReportQueries queries, Archive archive, Path folder, String version) {
        this.queries = queries;
        this.archive = archive;
        this.folder = folder;
        this.version = version;
    }

    /** Whether there is a folder to open. */
    public static boolean exist(Path folder) {
        return Files.isDirectory(folder);
    }

    /**
     * Opens an existing archive.
     *
     * @throws RollcallException if it can't be read, or belongs to another history
     */
    public static ReportFolders open(DSLContext dsl, Path folder, String version) {
        ArchiveOwner.require(dsl, folder);
        try {
            return new ReportFolders(ReportQueries.of(dsl), Archive.open(folder), folder, version);
        } catch (IOException e) {
            throw ArchiveOwner.unreadable(folder, e);
        }
    }

    /** The folder of each snapshot with a report here, by the snapshot's id. */
    public Map<Long, String> ofSnapshots() {
        Map<Long, String> folders = new HashMap<>();
        queries.snapshots().forEachNewestFirst(entry -> {
            String name = Folders.of(entry.snapshot());
            if (archive.hasReport(name)) {
                folders.put(entry.snapshot().id(), name);
            }
        });
        return folders;
    }

    /** All folders with a report, whether or not the snapshot still exists, oldest first. */
    public List<String> all() {
        try {
            return archive.reports();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    public boolean hasReportOf(SnapshotSummary snapshot) {
        return archive.hasReport(Folders.of(snapshot));
    }

    /** The first page of a report. */
    public Path pageOf(SnapshotSummary snapshot) {
        return archive.indexOf(Folders.of(snapshot));
    }

    /** Removes reports by folder name; the index still lists them until it is refreshed. */
    public void remove(List<String> names) {
        try {
            for (String name : names) {
                archive.removeFolder(name);
            }
        } catch (IOException e) {
            throw failure(e);
        } catch (UncheckedIOException e) {
            throw failure(e.getCause());
        }
    }

    /** Rebuilds the index: the existing snapshots, with links to the existing reports. */
    public void refreshIndex() {
        try {
            Report.refreshIndex(archive, queries, Report.prepare(archive, queries, version));
        } catch (IOException e) {
            throw failure(e);
        } catch (UncheckedIOException e) {
            throw failure(e.getCause());
        }
    }

    private RollcallException failure(@Nullable IOException e) {
        return new RollcallException(
                ErrorName.ARCHIVE_UNWRITABLE,
                "The archive " + folder + " can't be changed (" + FailureText.of(e)
                        + "). Free space or fix the permissions there, then try again.",
                e);
    }
}
