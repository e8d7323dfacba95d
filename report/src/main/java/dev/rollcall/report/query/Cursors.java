// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.query;

import java.util.function.Consumer;
import java.util.function.Function;
import org.jooq.Cursor;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.ResultQuery;

/** Reads rows in portions, which PostgreSQL sends only inside a transaction; otherwise the driver would hold them all. */
final class Cursors {

    private Cursors() {}

    static void forEach(
            DSLContext dsl,
            int fetchSize,
            Function<DSLContext, ? extends ResultQuery<? extends Record>> query,
            Consumer<Record> consumer) {
        dsl.transaction(transaction -> {
            ResultQuery<? extends Record> rows = query.apply(transaction.dsl()).fetchSize(fetchSize);
            try (Cursor<? extends Record> cursor = rows.fetchLazy()) {
                for (Record row : cursor) {
                    consumer.accept(row);
                }
            }
        });
    }
}
