// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schema.PostgresExtension;
import dev.rollcall.schema.crystalforge.CrystalForgeTables;
import dev.rollcall.schema.migration.Migrations;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Measures a night on the tables of Crystal Forge, with only its own indexes, and the delays of its writers: agents
 * that report a hundred states per second. A build runs it small, as a test.
 */
class CrystalForgeBenchmarkIT {

    private static final int ROUNDS = Integer.getInteger("rollcall.benchmark.rounds", 1);
    private static final boolean HAS_DASHBOARD =
            Boolean.parseBoolean(System.getProperty("rollcall.benchmark.dashboard", "true"));
    private static final String SCHEMA = "forge";
    private static final long QUIET_SECONDS = ROUNDS > 1 ? 20 : 1;

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.empty();

    @TempDir
    static Path folder;

    private final Measures measures = new Measures();

    @Test
    void should_not_block_agents_while_every_system_is_assessed() throws Exception {
        FleetSize size = FleetSize.fromProperties();
        try (Connection connection = POSTGRES.database().dataSource().getConnection()) {
            DSLContext dsl = DSL.using(new SingleConnectionDataSource(connection, true), SQLDialect.POSTGRES);
            new CrystalForgeTables(dsl, SCHEMA).createRecent();
            Migrations.crystalForge(POSTGRES.database().dataSource(), SCHEMA).migrate();
            // its script removes repeated recipes and restores this
            dsl.execute("alter table " + SCHEMA + ".derivations drop constraint derivations_derivation_path_key");
            Fleet fleet = new Fleet(dsl, connection);
            measures.time("generating the fleet", () -> fleet.generate(size, SCHEMA, "crystal-forge.sql"));
            Statements statements = new Statements(dsl, fleet, measures);
            statements.prepare();
            for (int round = 1; round <= ROUNDS; round++) {
                Instant night = Fleet.END.plus(Duration.ofHours(round));
                assertThat(statements.round(night)).hasSize(1);
                if (HAS_DASHBOARD) {
                    statements.dashboard("a dashboard's view, its own indexes");
                }
                whileAgentsReport(night);
            }
        }
        new Result("benchmark-crystal-forge", size, measures).print(POSTGRES.dsl(), Statements.FLOOR);
    }

    @SuppressWarnings("try") // the agents report until they are closed
    private void whileAgentsReport(Instant night) throws Exception {
        try (Writers quiet = writers(", nothing else")) {
            TimeUnit.SECONDS.sleep(QUIET_SECONDS);
        }
        try (Writers during = writers(", during a run")) {
            new Commands(POSTGRES, folder, measures).run(night, "");
        }
    }

    private Writers writers(String name) {
        return new Writers(POSTGRES.database().dataSource(), SCHEMA, name, measures);
    }
}
