// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory;

import dev.rollcall.reconciler.inventory.format.InventoryFormat;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.RollcallException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Parses batches of lines in parallel and returns them in order, using bounded memory. */
final class LineParsers implements AutoCloseable {

    private static final int MAX_THREADS = 4;
    private static final int THREADS =
            Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors());
    private static final int MAX_BATCHES = 2 * THREADS;
    private static final int MAX_BYTES = 1 << 21;

    private final InventorySource source;
    private final InventoryFormat.Defaults defaults;
    private final long offset;
    private final ExecutorService executor = Executors.newFixedThreadPool(THREADS);
    private final Deque<Work> begun = new ArrayDeque<>();
    private int bytes;

    private record Work(int bytes, Future<LineBatch.Parsed> parsed) {}

    LineParsers(InventorySource source, InventoryFormat.Defaults defaults, long offset) {
        this.source = source;
        this.defaults = defaults;
        this.offset = offset;
    }

    void add(LineBatch batch) {
        begun.add(new Work(batch.length(), executor.submit(() -> batch.parse(source, defaults, offset))));
        bytes += batch.length();
    }

    /** Whether some should be taken before adding more. */
    boolean isBusy() {
        return begun.size() >= MAX_BATCHES || bytes > MAX_BYTES;
    }

    boolean isAny() {
        return !begun.isEmpty();
    }

    /** The batch that was added first, once it is parsed. */
    LineBatch.Parsed next() {
        Work first = begun.remove();
        bytes -= first.bytes();
        try {
            return first.parsed().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RollcallException(ErrorName.INTERRUPTED, "The import was interrupted. Nothing was stored.", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
