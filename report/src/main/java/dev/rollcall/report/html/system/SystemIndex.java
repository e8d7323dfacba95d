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
 * Writes the search index of a large fleet to script files of limited size: a page opened from disk may load scripts,
 * but no other files. Keeps the systems of one file in memory.
 */
public final class SystemIndex implements Consumer<SystemRow> {

    private static final int SYSTEMS_OF_FILE = 10 * SystemsPages.ROWS_OF_PAGE;

    private final ReportOutput output;
    private final List<SystemRow> rows = new ArrayList<>();
    private int files;

    public SystemIndex(ReportOutput output) {
        this.output = output;
    }

    /** The number of files of a snapshot; 0 if its overview shows all systems. */
    public static int filesOf(SnapshotSummary snapshot) {
        return SystemsPages.fitOverview(snapshot)
                ? 0
                : (snapshot.counts().systems() + SYSTEMS_OF_FILE - 1) / SYSTEMS_OF_FILE;
    }

    /** Adds the next system by hostname. */
    @Override
    public void accept(SystemRow row) {
        rows.add(row);
        if (rows.size() == SYSTEMS_OF_FILE) {
            write();
        }
    }

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
