// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rollcall.reconciler.Pooler;
import dev.rollcall.reconciler.RollcallProgram;
import dev.rollcall.reconciler.RollcallProgram.Outcome;
import dev.rollcall.reconciler.job.RunLock;
import dev.rollcall.schema.Fleet;
import dev.rollcall.schema.PostgresExtension;
import dev.rollcall.schema.connection.Database;
import dev.rollcall.schema.connection.DatabaseSettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Behind a real pgbouncer, skipped if missing ({@code .ci/install} installs it). */
class PoolerIT {

    private static final Instant NIGHT = Instant.parse("2026-01-03T02:00:00Z");

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @TempDir
    Path folder;

    @BeforeAll
    @SuppressWarnings("SystemOut") // skipped tests should be visible
    static void requirePooler() {
        if (!Pooler.isInstalled()) {
            System.out.println("SKIPPED: no pgbouncer is installed, so nothing is tried behind one");
        }
        assumeTrue(Pooler.isInstalled(), "pgbouncer");
    }

    @BeforeEach
    void fleet() {
        POSTGRES.clear();
        new Fleet(POSTGRES.dsl()).flake("infra").commit("infra", "a", 1).system("web", "infra");
    }

    @Test
    void should_work_when_the_pooler_keeps_a_session_for_each_client() throws Exception {
        try (Pooler pooler = Pooler.start(folder, POSTGRES.settings(), "pool_mode = session")) {
            for (String command : new String[] {"migrate", "run", "status", "history", "prune", "report --out again"}) {
                Outcome outcome = rollcall(pooler.database(), command.split(" "));

                assertThat(outcome.exitCode())
                        .as(command + ": " + outcome.err())
                        .isZero();
            }
        }
    }

    @Test
    void should_block_the_second_run_behind_a_pooler_that_keeps_sessions() throws Exception {
        try (Pooler pooler = Pooler.start(folder, POSTGRES.settings(), "pool_mode = session");
                Database first = Database.open(pooler.database())) {
            try (RunLock held = RunLock.acquire(first.dataSource(), Duration.ZERO)) {
                assertThat(held).isNotNull();
                assertThat(rollcall(pooler.database(), "run").exitCode()).isEqualTo(ExitCode.LOCKED.code());
                assertThat(rollcall(POSTGRES.settings(), "run").exitCode()).isEqualTo(ExitCode.LOCKED.code());
            }
            assertThat(rollcall(pooler.database(), "run").exitCode()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pool_mode = transaction",
                "pool_mode = statement",
                "pool_mode = transaction\nserver_round_robin = 1",
                "pool_mode = transaction\nserver_reset_query_always = 1",
            })
    void should_refuse_and_leave_nothing_behind_when_the_pooler_shares_sessions(String settings) throws Exception {
        try (Pooler pooler = Pooler.start(folder, POSTGRES.settings(), settings)) {
            for (String command : new String[] {"run", "status", "migrate"}) {
                Outcome refused = rollcall(pooler.database(), command);

                assertThat(refused.exitCode()).isEqualTo(ExitCode.ERROR.code());
                assertThat(refused.err())
                        .startsWith("error[pooler-shares-sessions]: The pooler in front of //127.0.0.1:")
                        .contains("shares sessions between clients", "pool_mode = session")
                        .hasLineCount(1);
            }
            assertThat(searchPath(pooler.database())).isEqualTo("\"$user\", public");
        }
        assertThat(POSTGRES.dsl().fetchValue("select count(*) from history.snapshots"))
                .isEqualTo(0L);
    }

    @Test
    void should_not_blame_the_password_when_the_pooler_refuses_a_parameter() throws Exception {
        try (Pooler pooler = Pooler.start(folder, POSTGRES.settings(), "pool_mode = session")) {
            DatabaseSettings withOptions = new DatabaseSettings(
                    pooler.database().url() + "?options=-c%20work_mem=64MB",
                    pooler.database().user(),
                    pooler.database().password());

            Outcome refused = rollcall(withOptions, "run");

            assertThat(refused.exitCode()).isEqualTo(ExitCode.ERROR.code());
            assertThat(refused.err())
                    .contains("unsupported startup parameter", "Check the parameters of --db-url")
                    .doesNotContain("ROLLCALL_DB_PASSWORD");
        }
    }

    private static String searchPath(DatabaseSettings database) throws Exception {
        try (Connection other = DriverManager.getConnection(database.url(), database.user(), database.password());
                Statement statement = other.createStatement();
                ResultSet path = statement.executeQuery("show search_path")) {
            path.next();
            return path.getString(1);
        }
    }

    private Outcome rollcall(DatabaseSettings database, String... command) {
        return RollcallProgram.in(folder, NIGHT).on(database).run(command);
    }
}
