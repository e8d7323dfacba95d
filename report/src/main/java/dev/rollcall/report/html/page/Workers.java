// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.page;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Writes on other threads while the caller reads. Only a few tasks wait, so that memory is limited. Has a single caller. */
public final class Workers implements AutoCloseable {

    private final int maxTasks;
    private final ExecutorService executor;
    private final Deque<Future<?>> begun = new ArrayDeque<>();

    /** Works on this many threads; with one, tasks are done in their order. */
    public Workers(int threads) {
        this.maxTasks = 2 * threads;
        this.executor = Executors.newFixedThreadPool(threads, Workers::thread);
    }

    /** Something to write. */
    public interface Task {
        void run() throws IOException;
    }

    /** Starts a task, after an earlier one has ended if several wait. May throw the failure of an earlier one. */
    public void start(Task task) throws IOException {
        if (begun.size() == maxTasks) {
            awaitFirst();
        }
        begun.add(executor.submit(() -> {
            task.run();
            return null;
        }));
    }

    /** Waits for all tasks. */
    public void finish() throws IOException {
        while (!begun.isEmpty()) {
            awaitFirst();
        }
    }

    /** Stops all threads, even if a task failed. */
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
