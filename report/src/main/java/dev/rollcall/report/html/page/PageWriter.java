// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.page;

import dev.rollcall.report.ReportOutput;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Renders pages on one thread per core while the caller builds the next records, because templates are most of the work
 * for a large report. Buffers a few records. Has a single caller.
 */
public final class PageWriter implements AutoCloseable {

    private static final int THREADS = Math.min(4, Runtime.getRuntime().availableProcessors());
    private static final int MAX_PAGES = 2 * THREADS;

    private final Templates templates;
    private final ReportOutput output;
    private final ExecutorService executor = Executors.newFixedThreadPool(THREADS, PageWriter::thread);
    private final Deque<Future<?>> begun = new ArrayDeque<>();

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
        if (begun.size() == MAX_PAGES) {
            awaitFirst();
        }
        begun.add(executor.submit(() -> {
            templates.write(template, page.get(), output, path);
            return path;
        }));
    }

    /** Waits for all pages. */
    public void finish() throws IOException {
        while (!begun.isEmpty()) {
            awaitFirst();
        }
    }

    /** Stops all threads, even if a page failed. */
    @Override
    public void close() {
        executor.shutdownNow();
        try {
            executor.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitFirst() throws IOException {
        try {
            begun.remove().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while pages were written");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "pages");
        thread.setDaemon(true);
        return thread;
    }
}
