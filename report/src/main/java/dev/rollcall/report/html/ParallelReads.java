// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html;

import dev.rollcall.report.model.SnapshotSummary;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads parts of a large fleet's report on connections of their own, while the caller reads others and writes pages. For
 * a small fleet a further connection costs more than it saves, so the caller reads everything.
 */
public final class ParallelReads implements AutoCloseable {

    private static final int MOST_OF_SMALL_FLEET = 5_000;
    private static final int CONNECTIONS = 2;

    private final @Nullable ExecutorService threads;
    private final Executor executor;

    private ParallelReads(@Nullable ExecutorService threads) {
        this.threads = threads;
        this.executor = threads == null ? Runnable::run : threads;
    }

    public static ParallelReads of(SnapshotSummary snapshot) {
        return snapshot.counts().systems() <= MOST_OF_SMALL_FLEET ? new ParallelReads(null) : onSeveralConnections();
    }

    static ParallelReads onSeveralConnections() {
        return new ParallelReads(Executors.newFixedThreadPool(CONNECTIONS, ParallelReads::thread));
    }

    /** Starts to read; the result waits for the end, and throws what the reading has thrown. */
    <T extends @Nullable Object> Supplier<T> start(Supplier<T> reading) {
        CompletableFuture<T> result = CompletableFuture.supplyAsync(reading, executor);
        return () -> {
            try {
                return result.join();
            } catch (CompletionException e) {
                if (e.getCause() instanceof RuntimeException failure) {
                    throw failure;
                }
                throw e;
            }
        };
    }

    /** Abandons what was not read, after a failure. */
    @Override
    public void close() {
        if (threads != null) {
            threads.shutdownNow();
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "reads");
        thread.setDaemon(true);
        return thread;
    }
}
