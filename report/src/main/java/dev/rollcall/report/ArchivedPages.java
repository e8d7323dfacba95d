// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report;

import dev.rollcall.report.html.link.Folders;
import dev.rollcall.report.html.system.PageMark;
import dev.rollcall.report.html.system.SystemPages;
import dev.rollcall.report.model.SnapshotSummary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;

/** The pages of systems in an archive, as of when it was opened. */
final class ArchivedPages implements SystemPages.ExistingPages {

    private final Archive archive;
    private final Set<String> paths;
    private final boolean overwrites;

    /** If reports are overwritten, pages of the same night are rewritten too. */
    ArchivedPages(Archive archive, boolean overwrites) throws IOException {
        this.archive = archive;
        this.paths = archive.filesIn("systems");
        this.overwrites = overwrites;
    }

    @Override
    public boolean has(String path) {
        return paths.contains(path);
    }

    /** A page whose night's report is gone would have dead links. */
    @Override
    public boolean isCurrent(String path, PageMark mark) {
        Optional<PageMark> written = read(path).flatMap(PageMark::in);
        boolean isAskedForAnew = overwrites && written.map(PageMark::asOf).equals(Optional.of(mark.asOf()));
        return !isAskedForAnew
                && written.filter(there -> there.isCurrentFor(mark) && archive.hasReport(there.folder()))
                        .isPresent();
    }

    @Override
    public boolean haveReportOf(SnapshotSummary snapshot) {
        return archive.hasReport(Folders.of(snapshot));
    }

    private Optional<String> read(String path) {
        try {
            return has(path) ? archive.read(path) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
