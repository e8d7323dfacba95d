// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.query;

import java.util.function.Function;
import org.jooq.DSLContext;

/** All reads that a report needs, on one connection or transaction. */
public record ReportQueries(
        DSLContext dsl,
        SnapshotQueries snapshots,
        ChangeQueries changes,
        SystemQueries systems,
        HistoryQueries history) {

    public static ReportQueries of(DSLContext dsl) {
        return new ReportQueries(
                dsl, new SnapshotQueries(dsl), new ChangeQueries(dsl), new SystemQueries(dsl), new HistoryQueries(dsl));
    }

    /** Reads that all see the history as it is at the first of them, whatever is published or pruned meanwhile. */
    public static <T> T atOneMoment(DSLContext dsl, Function<ReportQueries, T> reads) {
        return dsl.transactionResult(transaction -> {
            transaction.dsl().execute("set transaction isolation level repeatable read, read only");
            return reads.apply(of(transaction.dsl()));
        });
    }

    /** The ways to name a snapshot of a matching. */
    public SnapshotReferences references(String matching) {
        return new SnapshotReferences(dsl, matching);
    }
}
