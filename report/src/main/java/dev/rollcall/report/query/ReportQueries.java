// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.query;

import dev.rollcall.schema.domain.Matching;
import java.sql.Connection;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** All queries of a report, on connections of a pool, where several threads may use them, or in one transaction. */
public record ReportQueries(
        DSLContext dsl,
        SnapshotQueries snapshots,
        ChangeQueries changes,
        EventQueries events,
        SystemQueries systems,
        FlakeQueries flakes,
        CommitQueries commits,
        RolloutQueries rollouts,
        FindingQueries findings,
        FeedQueries feeds,
        StripQueries strips,
        HistoryQueries history,
        GateQueries gate,
        FleetQueries fleets,
        NightQueries nights,
        PackageQueries packages,
        AdvisoryQueries advisories,
        SnapshotReportQueries reports) {

    public static ReportQueries of(DSLContext dsl) {
        return new ReportQueries(
                dsl,
                new SnapshotQueries(dsl),
                new ChangeQueries(dsl),
                new EventQueries(dsl),
                new SystemQueries(dsl),
                new FlakeQueries(dsl),
                new CommitQueries(dsl),
                new RolloutQueries(dsl),
                new FindingQueries(dsl),
                new FeedQueries(dsl),
                new StripQueries(dsl),
                new HistoryQueries(dsl),
                new GateQueries(dsl),
                new FleetQueries(dsl),
                new NightQueries(dsl),
                new PackageQueries(dsl),
                new AdvisoryQueries(dsl),
                new SnapshotReportQueries(dsl));
    }

    /** Reads in one repeatable-read transaction, so that all pages are consistent. */
    public static <T> T atOneMoment(DSLContext dsl, Function<ReportQueries, T> reader) {
        return dsl.connectionResult(connection -> {
            int before = connection.getTransactionIsolation();
            // before the transaction starts: jOOQ opens it with a savepoint, after which it is too late
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            try {
                return read(connection, reader);
            } finally {
                // the pool closes it after some errors, which another one must not hide
                if (!connection.isClosed()) {
                    connection.setTransactionIsolation(before);
                }
            }
        });
    }

    private static <T> T read(Connection connection, Function<ReportQueries, T> reader) {
        return DSL.using(connection).transactionResult(transaction -> reader.apply(of(transaction.dsl())));
    }

    /** Resolves snapshot references of a matching. */
    public SnapshotReferences references(Matching matching) {
        return new SnapshotReferences(dsl, matching);
    }
}
