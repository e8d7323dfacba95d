// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.reconciler.RollcallProgram;
import dev.rollcall.reconciler.RollcallProgram.Outcome;
import dev.rollcall.schema.PostgresExtension;
import dev.rollcall.schema.connection.DatabaseSettings;
import dev.rollcall.schema.crystalforge.CrystalForgeTables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Every role at work after someone has put better-matching functions and operators into public. */
class HostileOverloadsIT {

    private static final Instant NOW = Instant.parse("2026-01-03T03:00:00Z");

    /** What our SQL calls, and what it could call. */
    private static final String NAMES = """
            'abs', 'any_value', 'array_agg', 'array_length', 'array_position', 'bool_and', 'bool_or', 'cardinality', 'clock_timestamp',
            'concat', 'concat_ws', 'count', 'current_setting', 'date_trunc', 'decode', 'dense_rank', 'encode', 'extract',
            'first_value', 'format', 'format_type', 'generate_series', 'has_table_privilege', 'hashtextextended', 'lag', 'last_value', 'lead', 'left',
            'length', 'lower', 'lpad', 'ltrim', 'max', 'min', 'nextval', 'now', 'num_nonnulls', 'octet_length', 'pg_has_role',
            'position', 'quote_ident', 'quote_literal', 'rank', 'regexp_replace', 'repeat', 'replace', 'reverse', 'right', 'round',
            'row_number', 'rtrim', 'set_config', 'sha256', 'similar_to_escape', 'split_part', 'starts_with', 'string_agg',
            'string_to_array', 'strpos', 'substr', 'substring', 'sum', 'timezone', 'to_char', 'to_regclass', 'to_regprocedure',
            'translate', 'trim_array', 'unnest', 'upper', 'version', 'width_bucket'
            """;

    private static final String TYPES = """
            'text', 'integer', 'timestamptz', 'bigint', 'interval', 'text[]', 'boolean', 'bytea', 'name', 'varchar', 'bigint[]', 'integer[]',
            'numeric', 'timestamp', 'regclass', '"char"', 'uuid'
            """;

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.empty();

    @RegisterExtension
    static final PostgresExtension FORGE = PostgresExtension.empty();

    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init") // set before each
    private Connection admin;

    @BeforeAll
    static void infest() throws SQLException {
        for (PostgresExtension postgres : List.of(POSTGRES, FORGE)) {
            try (Connection connection = session(postgres)) {
                HostileOverloads.openPublic(connection);
                HostileOverloads.create(connection, NAMES, TYPES);
            }
        }
    }

    @BeforeEach
    void connect() throws SQLException {
        admin = session(POSTGRES);
    }

    @AfterEach
    void close() throws SQLException {
        admin.close();
    }

    @Test
    void should_call_no_hostile_overload_when_every_role_works() throws Exception {
        inventory();

        execute(
                admin,
                RollcallProgram.in(folder, NOW).run("migrate", "--print-roles").out());
        for (String role : List.of("owner", "import", "job", "reader")) {
            execute(admin, "alter role rollcall_" + role + " password '" + role + "'");
        }
        expectWell(as("owner", "migrate"));
        // also with our own types, by a role that may use them
        execute(admin, "grant usage on schema inventory to rollcall_test_mallory");
        HostileOverloads.create(admin, "'min', 'max'", "'inventory.evaluation_outcome', 'text', 'integer'");
        expectWell(as("owner", "migrate"));
        expectWell(as("import", "import", "inventory"));
        expectWell(as("import", "alias", "add", "web", "web-01"));
        expectWell(as("job", "backfill", "--from", "2026-01-01T02:00:00Z", "--to", "2026-01-02T02:00:00Z"));
        expectWell(as("job", "run", "--as-of", "2026-01-03T02:00:00Z", "--stale-after", "7d", "--max-unknown", "100%"));
        expectWell(as("job", "gate", "--max-outdated", "100%"));
        expectWell(as("job", "report", "--out", "again"));
        expectWell(as("job", "prune"));
        for (List<String> reading : RolesIT.READING) {
            expectWell(as("reader", reading.toArray(String[]::new)));
        }
        try (Connection dashboard = raw("rollcall_reader")) {
            for (String view : List.of(
                    "inventory.view_systems_status_table",
                    "inventory.reasons",
                    "inventory.finding_kinds",
                    "history.system_statuses",
                    "history.published_snapshots")) {
                execute(dashboard, "select * from " + view);
            }
        }
        callEveryFunction(admin);

        assertThat(isAnyCalled(admin)).isFalse();
    }

    @Test
    void should_call_no_hostile_overload_when_the_inventory_is_views_over_crystal_forge() throws Exception {
        new CrystalForgeTables(FORGE.dsl(), "forge").createRecent();

        for (String command : List.of(
                "migrate --inventory crystal-forge --inventory-schema forge",
                "run --stale-after 9000d --as-of 2026-01-03T02:00:00Z",
                "status",
                "doctor",
                "history")) {
            expectWell(RollcallProgram.in(folder, NOW).on(FORGE.settings()).run(command.split(" ")));
        }
        try (Connection dashboard = session(FORGE)) {
            execute(dashboard, "select * from inventory.view_systems_status_table");
            callEveryFunction(dashboard);

            assertThat(isAnyCalled(dashboard)).isFalse();
        }
    }

    /** Otherwise the test above could never fail. */
    @Test
    void should_leave_a_mark_when_a_hostile_overload_is_called() throws Exception {
        execute(admin, "alter sequence public.hostile_calls restart");

        assertThatThrownBy(() -> execute(admin, "select format('%s'::text, 'x'::text)"))
                .hasMessageContaining("hostile");

        assertThat(isAnyCalled(admin)).isTrue();
        execute(admin, "alter sequence public.hostile_calls restart");
    }

    /** With nulls only: a function resolves its calls before it looks at its arguments. */
    private static void callEveryFunction(Connection session) throws SQLException {
        List<String> calls = new ArrayList<>();
        try (Statement statement = session.createStatement();
                ResultSet rows = statement.executeQuery("""
                        select 'select * from ' || p.oid::pg_catalog.regproc::pg_catalog.text || '('
                               || pg_catalog.array_to_string(array(
                                    select 'null::' || a.type::pg_catalog.regtype::pg_catalog.text
                                      from pg_catalog.unnest(p.proargtypes::pg_catalog.oid[]) with ordinality as a (type, number)
                                     order by a.number
                                  ), ', '::pg_catalog.text) || ')'
                          from pg_catalog.pg_proc as p
                         where p.pronamespace in ('inventory'::pg_catalog.regnamespace, 'history'::pg_catalog.regnamespace)
                           and p.prorettype <> 'trigger'::pg_catalog.regtype
                        """)) {
            while (rows.next()) {
                calls.add(rows.getString(1));
            }
        }
        assertThat(calls).hasSizeGreaterThan(20);
        // nulls look expensive to a planner without statistics, and compiling their plans takes a minute
        execute(session, "set jit = off");
        for (String call : calls) {
            session.setAutoCommit(false);
            try {
                execute(session, call);
            } catch (SQLException e) {
                // its result for nulls does not matter
                assertThat(e.getMessage()).as(call).doesNotContain("hostile", "OVER specified");
            } finally {
                session.rollback();
                session.setAutoCommit(true);
            }
        }
    }

    private static boolean isAnyCalled(Connection session) throws SQLException {
        try (Statement statement = session.createStatement();
                ResultSet row = statement.executeQuery("select is_called from public.hostile_calls")) {
            return row.next() && row.getBoolean(1);
        }
    }

    private void inventory() throws Exception {
        Path inventory = Files.createDirectory(folder.resolve("inventory"));
        Files.writeString(inventory.resolve("flakes.jsonl"), "{\"name\": \"infra\"}\n");
        Files.writeString(inventory.resolve("commits.jsonl"), """
                {"flake": "infra", "git_commit_hash": "%1$s", "commit_timestamp": "2026-01-01T00:00:00Z"}
                {"flake": "infra", "git_commit_hash": "%2$s", "commit_timestamp": "2026-01-02T00:00:00Z", "first_parent": "%1$s"}
                """.formatted("a".repeat(40), "b".repeat(40)));
        Files.writeString(inventory.resolve("systems.jsonl"), """
                {"hostname": "web", "flake": "infra"}
                {"hostname": "db", "flake": "infra", "pinned_commit": "%s"}
                """.formatted("a".repeat(40)));
        Files.writeString(inventory.resolve("states.jsonl"), """
                {"hostname": "web", "store_path": "/nix/store/a-web", "timestamp": "2026-01-02T00:00:00Z"}
                {"hostname": "db", "store_path": "/nix/store/a-db", "timestamp": "2026-01-02T00:00:00Z", "configuration_revision": "aaaaaaaa"}
                {"hostname": "stray.example", "store_path": "/nix/store/a-stray", "timestamp": "2026-01-02T00:00:00Z"}
                """);
        Files.writeString(
                inventory.resolve("heartbeats.jsonl"),
                "{\"hostname\": \"web\", \"timestamp\": \"2026-01-02T00:00:00Z\"}\n");
    }

    /** A superuser's session, as psql starts it. */
    private static Connection session(PostgresExtension postgres) throws SQLException {
        DatabaseSettings settings = postgres.settings();
        return DriverManager.getConnection(settings.url(), settings.user(), settings.password());
    }

    private Connection raw(String user) throws SQLException {
        return DriverManager.getConnection(POSTGRES.settings().url(), user, user.replace("rollcall_", ""));
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Outcome as(String role, String... command) {
        return RollcallProgram.in(folder, NOW)
                .on(new DatabaseSettings(POSTGRES.settings().url(), "rollcall_" + role, role))
                .run(command);
    }

    private static void expectWell(Outcome outcome) {
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    }
}
