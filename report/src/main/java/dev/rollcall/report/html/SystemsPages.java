// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html;

import dev.rollcall.report.html.HostPages.HostRange;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.report.model.SystemTrace;
import dev.rollcall.schema.text.Words;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Writes the systems that stream by to pages of a bounded number of rows; holds the rows of one page. */
final class SystemsPages implements Consumer<SystemTrace> {

    static final int ROWS_OF_PAGE = 500;

    private final SnapshotSummary snapshot;
    private final NightsView nights;
    private final SystemViews views;
    private final Templates templates;
    private final PageWriter writer;
    private final HostLinks own;
    private final HostPages hosts;
    private final List<SystemTrace> rows = new ArrayList<>();
    private int written;

    SystemsPages(SnapshotContent content, HostLinks own, Templates templates, PageWriter writer) {
        this.snapshot = content.snapshot();
        this.nights = content.nights();
        this.views = content.views();
        this.own = own;
        this.hosts = new HostPages(own);
        this.templates = templates;
        this.writer = writer;
    }

    @Override
    public void accept(SystemTrace row) {
        rows.add(row);
        if (rows.size() == ROWS_OF_PAGE) {
            writePage();
        }
    }

    /** Writes the last page and tells where each system stands. */
    HostPages finish() {
        if (!rows.isEmpty()) {
            writePage();
        }
        return hosts;
    }

    private void writePage() {
        int number = hosts.ranges().size() + 1;
        String path = Folders.systemsPage(number);
        String first = rows.get(0).row().hostname();
        String last = rows.get(rows.size() - 1).row().hostname();
        hosts.add(new HostRange(path, rows.size(), first, last));
        try {
            writer.write("systems.ftlh", page(number, first, last), path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        written += rows.size();
        rows.clear();
    }

    private SystemsPageModel page(int number, String first, String last) {
        int systems = snapshot.counts().systems();
        int to = written + rows.size();
        String heading =
                "Systems " + Words.count(written + 1) + " to " + Words.count(to) + " of " + Words.count(systems);
        return new SystemsPageModel(
                templates.frame(
                        heading + " as of " + Words.minute(snapshot.asOf()) + " UTC",
                        "systems",
                        Links.SNAPSHOT,
                        nights),
                SnapshotView.of(snapshot),
                heading,
                Words.visible(first),
                Words.visible(last),
                number == 1 ? null : Folders.systemsPage(number - 1),
                to < systems ? Folders.systemsPage(number + 1) : null,
                views.table(views.compact(rows, own)));
    }
}
