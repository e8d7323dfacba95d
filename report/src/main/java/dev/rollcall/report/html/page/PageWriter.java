// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.page;

import dev.rollcall.report.ReportOutput;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * Renders pages on one thread per core while the caller builds the next records, because templates are most of the work
 * for a large report. Has a single caller.
 */
public final class PageWriter implements AutoCloseable {

    private final Templates templates;
    private final ReportOutput output;
    private final Workers workers = new Workers(Math.min(4, Runtime.getRuntime().availableProcessors()));

    public PageWriter(Templates templates, ReportOutput output) {
        this.templates = templates;
        this.output = output;
    }

    /** Starts a page; its record must not change any more. May throw the failure of an earlier page. */
    public void write(String template, Object page, String path) throws IOException {
        write(template, () -> page, path);
    }

    /** Builds the record on the page's thread. */
    public void write(String template, Supplier<?> page, String path) throws IOException {
        workers.start(() -> templates.write(template, page.get(), output, path));
    }

    /** Waits for all pages. */
    public void finish() throws IOException {
        workers.finish();
    }

    @Override
    public void close() {
        workers.close();
    }
}
