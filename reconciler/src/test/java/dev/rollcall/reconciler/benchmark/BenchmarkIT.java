// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schema.PostgresExtension;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Measures nights on a generated fleet against a dashboard's view and against the floor: the same rows inserted into
 * the same table. A build runs it small, as a test; {@code .ci/benchmark} runs it at any size. It has no time limits;
 * docs/performance.md has the figures.
 */
class BenchmarkIT {

    private static final int ROUNDS = Integer.getInteger("rollcall.benchmark.rounds", 1);
    private static final int LINES = Integer.getInteger("rollcall.benchmark.lines", 1000);
    private static final boolean HAS_DASHBOARD =
            Boolean.parseBoolean(System.getProperty("rollcall.benchmark.dashboard", "true"));

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @TempDir
    static Path folder;

    private final Measures measures = new Measures();
    private final Commands commands = new Commands(POSTGRES, folder, measures);

    @Test
    void should_give_the_same_rows_in_every_measured_way() throws Exception {
        FleetSize size = FleetSize.fromProperties();
        try (Connection connection = POSTGRES.database().dataSource().getConnection()) {
            DSLContext dsl = DSL.using(new SingleConnectionDataSource(connection, true), SQLDialect.POSTGRES);
            Fleet fleet = new Fleet(dsl, connection);
            Statements statements = new Statements(dsl, fleet, measures);
            measures.time("generating the fleet", () -> fleet.generate(size));
            statements.prepare();
            commands.run(Fleet.END.plus(Duration.ofDays(1)), ", the first one");
            for (int round = 1; round <= ROUNDS; round++) {
                round(fleet, statements, Fleet.END.plus(Duration.ofDays(round + 1)));
            }
            imports(fleet);
        }
        new Result("benchmark", size, measures).print(POSTGRES.dsl(), Statements.FLOOR);
    }

    private void round(Fleet fleet, Statements statements, Instant night) throws Exception {
        fleet.live(night);

        assertThat(statements.round(night))
                .as("rows of the night as of " + night + ", from the one before and in full")
                .hasSize(1);

        if (HAS_DASHBOARD) {
            statements.dashboard("a dashboard's view, Rollcall's indexes");
            statements.dashboardWithItsOwnIndexes();
        }
        commands.night(night);
    }

    private void imports(Fleet fleet) throws Exception {
        for (int round = 1; round <= ROUNDS; round++) {
            fleet.writeEvaluations(folder.resolve("evals.jsonl"), LINES, round);
            commands.time(Fleet.END, "rollcall import, " + LINES + " evaluations", "import", folder.toString());
        }
    }
}
