// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.job;

import java.util.concurrent.CompletableFuture;
import java.util.function.ToIntFunction;
import org.jooq.DSLContext;

/**
 * The database sessions of a step. If ranges are assessed in parallel, the server has a core for each, and other steps use
 * two sessions at once as well.
 */
record Sessions(boolean isParallel) {

    static Sessions of(JobProgress progress) {
        return new Sessions(progress.ranges().size() > 1);
    }

    /** Settings of a transaction that reads a whole fleet. */
    void prepare(DSLContext session) {
        session.execute("set local work_mem = '64MB'");
        if (isParallel) {
            // the cores are taken, and workers copy each row
            session.execute("set local max_parallel_workers_per_gather = 0");
        }
    }

    /** Does the first in the step's transaction and the other in its own, which commits independently; adds what they return. */
    int both(DSLContext dsl, ToIntFunction<DSLContext> one, ToIntFunction<DSLContext> other) {
        if (!isParallel) {
            return one.applyAsInt(dsl) + other.applyAsInt(dsl);
        }
        CompletableFuture<Integer> beside = CompletableFuture.supplyAsync(() -> dsl.transactionResult(transaction -> {
            DSLContext session = transaction.dsl();
            // the server can't see that this transaction's end is awaited, perhaps by one that it queues behind
            session.execute("set local lock_timeout = '1min'");
            return other.applyAsInt(session);
        }));
        int done;
        try {
            done = one.applyAsInt(dsl);
        } catch (RuntimeException e) {
            // it may read what this transaction shares or has locked
            beside.exceptionally(failure -> {
                        e.addSuppressed(failure);
                        return 0;
                    })
                    .join();
            throw e;
        }
        return done + beside.join();
    }
}
