// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.system;

import dev.rollcall.report.ReportOutput;
import dev.rollcall.report.format.system.IndexText;
import dev.rollcall.report.html.link.Folders;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.schema.domain.SystemRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Writes what a script finds the systems of a large fleet with, to script files of a bounded number of systems: a page that
 * is opened from disk may load scripts, but nothing else. Holds the systems of one file.
 */
public final class SystemIndex implements Consumer<SystemRow> {

    private static final int SYSTEMS_OF_FILE = 10 * SystemsPages.ROWS_OF_PAGE;

    private final ReportOutput output;
    private final List<SystemRow> rows = new ArrayList<>();
    private int files;

    public SystemIndex(ReportOutput output) {
        this.output = output;
    }

    /** How many files a snapshot has; none if its overview shows all systems. */
    public static int filesOf(SnapshotSummary snapshot) {
        return SystemsPages.fitOverview(snapshot)
                ? 0
                : (snapshot.counts().systems() + SYSTEMS_OF_FILE - 1) / SYSTEMS_OF_FILE;
    }

    /** Takes the next system by host name. */
    @Override
    public void accept(SystemRow row) {
        rows.add(row);
        if (rows.size() == SYSTEMS_OF_FILE) {
            write();
        }
    }

    /** Writes the last file. */
    public void finish() {
        if (!rows.isEmpty()) {
            write();
        }
    }

    private void write() {
        files++;
        try (Writer file = output.createFile(Folders.systemIndex(files))) {
            file.write("rollcallFound(" + IndexText.of(files, rows) + ");\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        rows.clear();
    }
}
