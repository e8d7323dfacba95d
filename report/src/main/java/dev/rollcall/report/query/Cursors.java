// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.query;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.Name;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.ResultQuery;
import org.jooq.Select;
import org.jooq.impl.DSL;

/**
 * Reads rows in portions, so that they need not fit in memory. The server keeps the result for the session, and no
 * transaction stays open while rows are written to files or a slow pipe.
 */
final class Cursors {

    private static final int PORTION = 1000;

    private static final AtomicLong OPENED = new AtomicLong();

    private Cursors() {}

    static void forEach(
            DSLContext dsl, Function<DSLContext, ? extends Select<? extends Record>> query, Consumer<Record> consumer) {
        withCursor(dsl, query, (session, cursor, rows) -> {
            ResultQuery<Record> portions = session.resultQuery("fetch {0} from {1}", DSL.inline(PORTION), cursor)
                    .coerce(rows.getSelect());
            Result<Record> portion = portions.fetch();
            while (portion.isNotEmpty()) {
                portion.forEach(consumer);
                portion = portions.fetch();
            }
        });
    }

    /** Directly from the driver, because for a whole fleet jOOQ's records cost more than the rows. */
    static void forEachOfDriver(
            DSLContext dsl, Function<DSLContext, ? extends Select<? extends Record>> query, RowConsumer consumer) {
        withCursor(dsl, query, (session, cursor, rows) -> {
            String portion = session.render(DSL.sql("fetch {0} from {1}", DSL.inline(PORTION), cursor));
            session.connection(connection -> {
                // prepared: after some portions the driver asks for binary values, which are cheaper to read
                try (PreparedStatement statement = connection.prepareStatement(portion)) {
                    int read;
                    do {
                        read = 0;
                        try (ResultSet portionRows = statement.executeQuery()) {
                            while (portionRows.next()) {
                                consumer.accept(portionRows);
                                read++;
                            }
                        }
                    } while (read == PORTION);
                }
            });
        });
    }

    private static void withCursor(
            DSLContext dsl, Function<DSLContext, ? extends Select<? extends Record>> query, Reading reading) {
        dsl.connection(connection -> {
            DSLContext session = DSL.using(connection);
            Name cursor = DSL.name("rollcall_" + OPENED.incrementAndGet());
            Select<? extends Record> rows = query.apply(session);
            session.execute("declare {0} no scroll cursor with hold for {1}", cursor, rows);
            reading.read(session, cursor, rows);
            session.execute("close {0}", cursor);
        });
    }

    /** Receives the driver's current row. */
    interface RowConsumer {
        void accept(ResultSet row) throws SQLException;
    }

    private interface Reading {
        void read(DSLContext session, Name cursor, Select<? extends Record> rows);
    }
}
