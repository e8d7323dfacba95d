// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.reconciler.RollcallProgram;
import dev.rollcall.reconciler.RollcallProgram.Outcome;
import dev.rollcall.reconciler.job.RunLock;
import dev.rollcall.schema.PostgresExtension;
import dev.rollcall.schema.connection.Database;
import dev.rollcall.schema.connection.DatabaseSettings;
import dev.rollcall.schema.crystalforge.CrystalForgeTables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every command with its intended role, and what each role may not do. */
class RolesIT {

    /** The read-only commands. */
    static final List<List<String>> READING = List.of(
            List.of("status"),
            List.of("explain", "web"),
            List.of("doctor"),
            List.of("alias", "list"),
            List.of("history"),
            List.of("history", "web"),
            List.of("diff", "1d", "latest"),
            List.of("rollout"),
            List.of("rollout", "--flake", "infra"));

    private static final Instant NOW = Instant.parse("2026-01-03T03:00:00Z");
    private static final String WRITES = "insert, update, delete, truncate, references, trigger";

    @RegisterExtension
    static final PostgresExtension OWN = PostgresExtension.empty();

    @RegisterExtension
    static final PostgresExtension FORGE = PostgresExtension.empty();

    @RegisterExtension
    static final PostgresExtension FRESH = PostgresExtension.empty();

    @RegisterExtension
    static final PostgresExtension MIGRATED_BEFORE = PostgresExtension.migrated();

    @TempDir
    static Path folder;

    @BeforeAll
    static void createRoles() throws Exception {
        for (PostgresExtension postgres : List.of(OWN, FORGE, FRESH)) {
            runScript(postgres.dsl());
        }
        for (String role : List.of("owner", "import", "job", "reader")) {
            OWN.dsl().execute("alter role rollcall_" + role + " password '" + role + "'");
        }
        Path inventory = Files.createDirectory(folder.resolve("inventory"));
        Files.writeString(inventory.resolve("flakes.jsonl"), "{\"name\": \"infra\"}\n");
        Files.writeString(inventory.resolve("commits.jsonl"), """
                {"flake": "infra", "git_commit_hash": "%s", "commit_timestamp": "2026-01-01T00:00:00Z"}
                """.formatted("a".repeat(40)));
        Files.writeString(inventory.resolve("systems.jsonl"), "{\"hostname\": \"web\", \"flake\": \"infra\"}\n");
        Files.writeString(inventory.resolve("states.jsonl"), """
                {"hostname": "web", "store_path": "/nix/store/a-web", "timestamp": "2026-01-02T00:00:00Z"}
                """);
        Files.writeString(inventory.resolve("closures.jsonl"), """
                {"store_path": "/nix/store/a-web", "packages": [{"name": "openssl", "version": "3.0.13"}]}
                """);
        Files.writeString(inventory.resolve("advisories.jsonl"), """
                {"store_path": "/nix/store/a-web", "scanner": "vulnix", "scanned_at": "2026-01-02T02:00:00Z", "vulnix": []}
                """);
        expectWell(as("owner", OWN, "migrate"));
        expectWell(as("import", OWN, "import", "inventory"));
        createForge();
        expectWell(as("owner", FORGE, "migrate", "--inventory", "crystal-forge", "--inventory-schema", "forge"));
    }

    @Test
    void should_work_when_each_command_runs_as_its_role() {
        expectWell(as("owner", OWN, "migrate"));
        expectWell(as("import", OWN, "import", "inventory"));
        expectWell(as("import", OWN, "alias", "add", "web", "web-01"));
        expectWell(as("import", OWN, "alias", "remove", "web"));
        expectWell(as("import", OWN, "retire", "web"));
        expectWell(as("import", OWN, "import", "inventory"));
        expectWell(as("job", OWN, "run", "--as-of", "2026-01-03T02:00:00Z", "--out", "own", "--stale-after", "7d"));
        expectWell(as(
                "job",
                OWN,
                "backfill",
                "--from",
                "2026-01-01T02:00:00Z",
                "--to",
                "2026-01-02T02:00:00Z",
                "--reports",
                "none"));
        expectWell(as("job", OWN, "report", "--out", "again"));
        expectWell(as("job", OWN, "prune", "--out", "own"));
        for (String limit : List.of("100%", "1")) {
            expectWell(as("job", OWN, "gate", "--max-outdated", limit, "--out", "own", "--junit", "own.xml"));
        }
        expectWell(as(
                "job",
                OWN,
                "run",
                "--max-outdated",
                "100%",
                "--no-regressions",
                "--out",
                "own",
                "--stale-after",
                "7d"));
        for (List<String> reading : READING) {
            expectWell(as("reader", OWN, reading.toArray(String[]::new)));
        }
        expectWell(as("reader", OWN, "packages", "openssl"));
        expectWell(as("reader", OWN, "advisories"));
    }

    /** On every version of PostgreSQL, although before 17 only the owner may analyze a table. */
    @Test
    void should_leave_fresh_statistics_when_the_import_and_the_job_are_not_the_owner() {
        expectWell(as("import", OWN, "import", "inventory"));
        expectWell(as("job", OWN, "run", "--as-of", "2026-01-03T02:30:00Z", "--out", "own", "--stale-after", "7d"));

        assertThat(OWN.dsl().fetchValues("""
                        select distinct s.schemaname || '.' || s.tablename
                          from pg_stats as s
                         where s.schemaname || '.' || s.tablename in
                               ('inventory.systems', 'inventory.commits', 'inventory.system_states', 'history.recent_statuses')
                        """)).hasSize(4);
    }

    @ParameterizedTest
    @CsvSource({
        "reader, select history.analyze_statuses()",
        "reader, select inventory.analyze_inventory('inventory.systems')",
        "job, select inventory.analyze_inventory('inventory.systems')",
        "import, select history.analyze_statuses()",
        "reader, select history.analyze_closures()",
        "reader, select from history.run_lock for update",
        "import, select from history.run_lock for update",
        "job, update history.program set version = '0.0.0'",
    })
    void should_be_refused_when_a_role_calls_what_is_for_another(String role, String sql) {
        assertThat(refusal(OWN, role, sql)).contains("permission denied");
    }

    @Test
    void should_analyze_nothing_else_when_the_import_asks_for_another_table() {
        assertThat(refusal(OWN, "import", "select inventory.analyze_inventory('pg_catalog.pg_authid')"))
                .contains("is no table that an import fills");
    }

    @Test
    void should_name_the_other_role_when_it_holds_the_lock() {
        try (Database database =
                        Database.open(new DatabaseSettings(OWN.settings().url(), "rollcall_owner", "owner"));
                RunLock held = RunLock.acquire(database.dataSource(), Duration.ZERO)) {
            assertThat(held).isNotNull();

            Outcome run = as("job", OWN, "run");

            assertThat(run.exitCode()).isEqualTo(ExitCode.LOCKED.code());
            assertThat(run.err()).contains("(user rollcall_owner, application rollcall, since 20");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "reader | ",
                "import | history.advisories, history.advisory_sets, history.closures, history.package_sets, history.packages, history.scanners, history.scans, inventory.branch_periods, inventory.commits, inventory.derivations, inventory.flakes, inventory.heartbeats, inventory.system_aliases, inventory.system_states, inventory.systems",
            })
    void should_write_only_these_tables_when_the_inventory_is_rollcalls_own(String role, String tables) {
        assertThat(String.join(", ", writable(OWN, role))).isEqualTo(tables == null ? "" : tables);
    }

    @Test
    void should_write_only_the_history_when_it_is_the_job() {
        assertThat(writable(OWN, "job"))
                .isNotEmpty()
                .allMatch(table -> table.startsWith("history.") || table.startsWith("batch."))
                .doesNotContain("history.flyway_schema_history", "history.program");
    }

    @Test
    void should_publish_and_change_no_byte_when_the_job_runs_on_crystal_forge() {
        String before = bytesOfForge();

        expectWell(as(
                "job",
                FORGE,
                "run",
                "--as-of",
                "2026-01-03T02:00:00Z",
                "--out",
                "forge",
                "--stale-after",
                "7d",
                "--max-outdated",
                "100%",
                "--metrics",
                "forge.prom"));
        expectWell(as("import", FORGE, "import", "inventory/closures.jsonl"));
        expectWell(as("import", FORGE, "import", "inventory/advisories.jsonl"));
        expectWell(as("job", FORGE, "gate", "--max-unknown", "100%", "--out", "forge"));
        expectWell(as("reader", FORGE, "status"));

        assertThat(bytesOfForge()).isEqualTo(before);
        assertThat(FORGE.dsl().fetchValue("select systems from history.published_snapshots"))
                .isEqualTo(1);
    }

    @Test
    void should_be_unable_to_write_when_the_tables_are_those_of_crystal_forge() {
        assertThat(writable(FORGE, "job")).noneMatch(table -> table.startsWith("forge."));
        assertThat(FORGE.dsl().fetchValue("""
                        select count(*)
                          from pg_class as c
                         where c.relnamespace = 'forge'::regnamespace
                           and c.relkind = 'r'
                           and (has_table_privilege('rollcall_job', c.oid, 'select, %1$s')
                                or has_table_privilege('rollcall_reader', c.oid, 'select, %1$s')
                                or has_table_privilege('rollcall_owner', c.oid, '%1$s'))
                        """.formatted(WRITES))).isEqualTo(0L);
        assertThat(FORGE.dsl().fetchValue("select has_schema_privilege('rollcall_job', 'forge', 'create')"))
                .isEqualTo(false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"flakes", "commits", "derivation_statuses", "derivations", "systems", "system_states"})
    void should_be_refused_when_the_job_writes_through_a_view_over_crystal_forge(String view) {
        assertThat(refusal(FORGE, "job", "delete from inventory." + view))
                .containsAnyOf("permission denied for view " + view, "cannot delete from view \"" + view);
    }

    @ParameterizedTest
    @CsvSource({
        "reader, run",
        "job, import inventory",
        "import, run",
        "reader, prune",
        "reader, gate --max-outdated 5",
        "reader, alias add web x",
        "reader, retire web"
    })
    void should_name_the_permitted_roles_when_a_command_runs_as_another(String role, String command) {
        Outcome refused = as(role, OWN, command.split(" "));

        assertThat(refused.exitCode()).isEqualTo(ExitCode.ERROR.code());
        assertThat(refused.err()).contains("permission denied").doesNotContain("unexpected", "\tat ");
        assertThat(refused.err().lines()).hasSize(1);
    }

    @Test
    void should_ask_for_the_migration_when_the_job_finds_no_schemas() {
        Outcome run = as("job", FRESH, "run");
        Outcome migrated = as("job", FRESH, "migrate");

        assertThat(run.err()).contains("error[migrations-pending]: ");
        assertThat(migrated.err())
                .contains("permission denied for database", "Only the owner of the schemas may migrate them")
                .hasLineCount(1);
    }

    @Test
    void should_transfer_the_schemas_when_another_role_migrated_them() throws Exception {
        runScript(MIGRATED_BEFORE.dsl());

        expectWell(as("owner", MIGRATED_BEFORE, "migrate"));
        expectWell(as("job", MIGRATED_BEFORE, "run", "--out", "before"));
        assertThat(MIGRATED_BEFORE.dsl().fetchValue("""
                        select count(*)
                          from (
                                 select c.relnamespace, c.relowner from pg_class as c
                                  union all
                                 select t.typnamespace, t.typowner from pg_type as t
                               ) as o (namespace, owner)
                         where o.namespace::regnamespace::text in ('inventory', 'history', 'batch')
                           and pg_get_userbyid(o.owner) <> 'rollcall_owner'
                        """)).isEqualTo(0L);
    }

    private static void runScript(DSLContext dsl) throws Exception {
        Outcome printed = RollcallProgram.in(folder, NOW).run("migrate", "--print-roles");
        dsl.connection(connection -> connection.createStatement().execute(printed.out()));
    }

    /** The tables that a role may change. */
    private static List<String> writable(PostgresExtension postgres, String role) {
        return postgres.dsl().fetchValues("""
                        select c.oid::regclass::text
                          from pg_class as c
                         where c.relkind in ('r', 'p', 'v')
                           and c.relnamespace::regnamespace::text !~ '^(pg_|information_schema)'
                           and has_table_privilege(?, c.oid, '%s')
                         order by 1
                        """.formatted(WRITES), "rollcall_" + role).stream()
                .map(String::valueOf)
                .toList();
    }

    private static String refusal(PostgresExtension postgres, String role, String sql) {
        try {
            postgres.dsl().transaction((org.jooq.Configuration transaction) -> {
                transaction.dsl().execute("set local role rollcall_" + role);
                transaction.dsl().execute(sql);
            });
            return "";
        } catch (DataAccessException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static void createForge() {
        new CrystalForgeTables(FORGE.dsl(), "forge").createRecent();
        FORGE.dsl().execute("""
                        insert into forge.flakes (id, name, repo_url) values (1, 'infra', 'https://example.org/infra');
                        insert into forge.commits (id, flake_id, git_commit_hash, commit_timestamp)
                        values (1, 1, repeat('a', 40), '2026-01-01T00:00:00Z');
                        insert into forge.systems (hostname, flake_id) values ('web', 1);
                        insert into forge.system_states (id, hostname, store_path, "timestamp")
                        values (1, 'web', '/nix/store/a-web', '2026-01-02T01:00:00Z');
                        grant usage on schema forge to rollcall_owner;
                        grant select on all tables in schema forge to rollcall_owner;
                        """);
    }

    /** Every row of every table of Crystal Forge, with the transaction that wrote it. */
    private static String bytesOfForge() {
        StringBuilder rows = new StringBuilder();
        for (Object table : FORGE.dsl()
                .fetchValues("select relname from pg_class where relnamespace = 'forge'::regnamespace"
                        + " and relkind = 'r' order by 1")) {
            rows.append(FORGE.dsl()
                    .fetchValue("select string_agg(t.xmin::text || t.xmax || t.ctid || t, chr(10) order by t.ctid) from"
                            + " forge." + table + " as t"));
        }
        return rows.toString();
    }

    private static Outcome as(String role, PostgresExtension postgres, String... command) {
        return RollcallProgram.in(folder, NOW)
                .on(new DatabaseSettings(postgres.settings().url(), "rollcall_" + role, role))
                .run(command);
    }

    private static void expectWell(Outcome outcome) {
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    }
}
