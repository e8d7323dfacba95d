// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.reconciler.RollcallProgram;
import dev.rollcall.reconciler.RollcallProgram.Outcome;
import dev.rollcall.schema.PostgresExtension;
import dev.rollcall.schema.crystalforge.CrystalForgeTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The commands on the tables of Crystal Forge. */
class CrystalForgeCommandsIT {

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.empty();

    @TempDir
    static Path folder;

    @BeforeAll
    static void migrate() {
        new CrystalForgeTables(POSTGRES.dsl(), "forge").createRecent();
        POSTGRES.dsl().execute("""
                        insert into forge.flakes (id, name, repo_url)
                        values (1, 'infra', 'https://example.org/infra')
                             , (2, 'moved', 'https://old.example.org/moved'), (3, 'moved', 'https://new.example.org/moved');
                        insert into forge.commits (id, flake_id, git_commit_hash, commit_timestamp)
                        values (1, 1, repeat('a', 40), '2026-01-01T00:00:00Z'), (2, 1, repeat('b', 40), '2026-01-02T00:00:00Z')
                             , (3, 2, repeat('c', 40), '2998-01-01T00:00:00Z'), (4, 3, repeat('d', 40), '2999-01-01T00:00:00Z');
                        insert into forge.derivations (commit_id, derivation_type, derivation_name, derivation_path, store_path, status_id)
                        values (1, 'nixos', 'web', '/nix/store/a-web.drv', '/nix/store/a-web', 10)
                             , (2, 'nixos', 'web', '/nix/store/b-web.drv', '/nix/store/b-web', 10)
                             , (1, 'nixos', 'held', '/nix/store/a-held.drv', '/nix/store/a-held', 10)
                             , (2, 'nixos', 'held', '/nix/store/b-held.drv', '/nix/store/b-held', 10);
                        insert into forge.systems (hostname, flake_id, deployment_policy, desired_target)
                        values ('web', 1, 'auto_latest', null), ('held', 1, 'pinned', 'git+https://x?rev=' || repeat('a', 40));
                        insert into forge.system_states (id, hostname, store_path, "timestamp", uptime_secs)
                        values (1, 'web', '/nix/store/a-web', '2026-01-02T01:00:00Z', 90061)
                             , (2, 'held', '/nix/store/a-held', '2026-01-02T01:00:00Z', 9223372036854775807);
                        insert into forge.agent_heartbeats (system_state_id, "timestamp")
                        values (1, '2026-01-02T02:00:00Z');
                        """);
        Outcome migrated = rollcall("migrate", "--inventory", "crystal-forge", "--inventory-schema", "forge");
        assertThat(migrated.err()).isEmpty();
        assertThat(migrated.exitCode()).isZero();
    }

    @Test
    void should_publish_a_snapshot_when_run_on_tables_of_crystal_forge() {
        Outcome run = rollcall("run");

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("2 systems: 1 Up to Date, 1 Outdated, 0 Unknown State, 0 Offline");
        assertThat(POSTGRES.dsl().fetchValue("select pinned from history.published_snapshots"))
                .isEqualTo(1);
        assertThat(POSTGRES.dsl().fetchValues("select feed || ' ' || arrived from history.feed_counts order by feed"))
                .hasToString("[commits 1, evaluations 2, heartbeats 1, states 2]");
        // once for two flakes of one name
        assertThat(POSTGRES.dsl().fetchValues("select finding || ' ' || subject from history.findings order by 1"))
                .hasToString("[flake-without-commits moved, future-commit moved]");
        // whose commits have no more
        assertThat(POSTGRES.dsl().fetchValues("""
                        select left(c.git_commit_hash, 1) || ' ' || (c.counts_from at time zone 'UTC')::date
                            || coalesce(c.subject, '') || coalesce(c.author, '')
                          from history.commit_lines as l
                         cross join lateral unnest(l.commit_ids) with ordinality as n (id, place)
                          join history.packed_commits as c on c.id = n.id
                         order by n.place
                        """)).hasToString("[b 2026-01-02, a 2026-01-01]");
    }

    @Test
    void should_compare_a_pinned_system_with_its_pin_when_explained() {
        Outcome explained = rollcall("explain", "held");

        assertThat(explained.out()).contains("held is Up to Date: runs-pin", "is the commit it is pinned to");
    }

    @Test
    void should_say_when_it_booted_and_not_whether_it_needs_a_reboot_when_an_agent_says_for_how_long_it_is_up() {
        assertThat(rollcall("explain", "web").out())
                .containsPattern("booted +2025-12-31 23:58 UTC")
                .containsPattern("reboot +not collected");
        assertThat(rollcall("status", "--format", "jsonl").out())
                .contains("\"booted_at\":\"2025-12-31T23:58:59Z\"", "\"reboot_needed\":null")
                // no machine is up for so long
                .contains("\"booted_at\":null");
    }

    @Test
    void should_refuse_an_import_when_the_tables_are_those_of_crystal_forge() {
        Outcome refused = rollcall("import", "git", "--flake", "x", ".");

        assertThat(refused.exitCode()).isEqualTo(ExitCode.ERROR.code());
        assertThat(refused.err()).contains("reads the tables of Crystal Forge, which Rollcall never writes to");
    }

    @Test
    void should_import_closures_and_advisories_but_nothing_else_when_the_tables_are_those_of_crystal_forge()
            throws IOException {
        Files.writeString(folder.resolve("advisories.jsonl"), """
                {"store_path": "/nix/store/a-web", "scanner": "vulnix", "scanned_at": "2026-01-02T02:00:00Z", "advisories": [{"id": "CVE-1", "package": "openssl", "version": "3.0.13"}]}
                {"store_path": "/nix/store/b-web", "scanner": "vulnix", "scanned_at": "2026-01-02T02:00:00Z", "advisories": []}
                """);
        Files.writeString(folder.resolve("closures.jsonl"), """
                {"store_path": "/nix/store/a-web", "packages": [{"name": "openssl", "version": "3.0.13"}]}
                """);
        Files.writeString(folder.resolve("systems.jsonl"), "{\"hostname\": \"x\"}\n");

        Outcome advisories = rollcall("import", "advisories.jsonl");
        Outcome closures = rollcall("import", "closures.jsonl");
        Outcome refused = rollcall("import", "systems.jsonl");
        Outcome gate = rollcall("run", "--max-advisories", "0");

        assertThat(advisories.exitCode()).as(advisories.err()).isZero();
        assertThat(closures.exitCode()).as(closures.err()).isZero();
        assertThat(refused.err())
                .contains("Only closures and advisories can be imported; import anything else into a database with");
        assertThat(gate.exitCode()).as(gate.err()).isEqualTo(ExitCode.GATE_FAILED.code());
        assertThat(POSTGRES.dsl()
                        .fetchValue("select cardinality(scan_ids) from history.used_scans order by 1 desc limit 1"))
                .isEqualTo(2);
        POSTGRES.dsl().execute("select history.delete_orphans()");
        assertThat(rollcall("packages", "openssl").out()).contains("web ");
        POSTGRES.dsl().execute("truncate history.packages, history.package_sets, history.scanners cascade");
    }

    @Test
    void should_import_what_it_can_from_a_drop_folder_when_the_tables_are_those_of_crystal_forge() throws IOException {
        Path drop = Files.createDirectories(folder.resolve("drop"));
        Files.writeString(
                drop.resolve("closures-web.jsonl"),
                "{\"store_path\": \"/nix/store/a-web\", \"packages\": [{\"name\": \"openssl\", \"version\": \"3.0.13\"}]}\n");
        Files.writeString(
                drop.resolve("states-web.jsonl"),
                "{\"hostname\": \"web\", \"store_path\": \"/nix/store/a-web\", \"timestamp\": \"2026-01-02T02:00:00Z\"}\n");

        Outcome run = rollcall("run", "--import", "drop");

        assertThat(run.exitCode()).isEqualTo(ExitCode.ERROR.code());
        assertThat(run.err())
                .containsPattern(
                        "error\\[inventory-read-only\\]: .*states-web\\.jsonl can't be imported into a database that reads")
                .doesNotContain("closures-web");
        assertThat(rollcall("packages", "openssl").out()).contains("1 of 1 system runs openssl");
        POSTGRES.dsl().execute("truncate history.packages, history.package_sets cascade");
    }

    @Test
    void should_report_what_to_do_when_a_system_of_crystal_forge_is_to_be_retired() {
        Outcome refused = rollcall("retire", "web");

        assertThat(refused.exitCode()).isEqualTo(ExitCode.ERROR.code());
        assertThat(refused.err())
                .contains("update \"forge\".\"systems\" set is_active = false where hostname = 'web'")
                .hasLineCount(1);
        POSTGRES.dsl().execute(refused.err().replaceAll("(?s).*(update \"forge.*'web').*", "$1"));
        assertThat(rollcall("status", "--format", "names").out()).isEqualTo("held\n");
        POSTGRES.dsl().execute("update forge.systems set is_active = true");
    }

    @Test
    void should_suggest_indexes_and_create_none_when_the_doctor_runs() {
        Outcome doctor = rollcall("doctor");

        assertThat(doctor.out())
                .contains("Inventory: the tables of Crystal Forge")
                .contains("create index concurrently on agent_heartbeats (system_state_id, \"timestamp\" desc)")
                .contains("create index concurrently on derivations (store_path)")
                // one pass over the states needs none
                .doesNotContain("create index concurrently on system_states");
        assertThat(
                        POSTGRES.dsl()
                                .fetchValue(
                                        "select count(*) from pg_indexes where schemaname = 'forge' and indexname not like '%_key' and indexname not like '%_pkey' and indexname not like '%_unique'"))
                .isEqualTo(0L);
    }

    @Test
    void should_refuse_an_own_inventory_when_the_views_are_there() {
        Outcome refused = rollcall("migrate", "--inventory", "own");

        assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE.code());
        assertThat(refused.err()).contains("this database has views over Crystal Forge.");
    }

    private static Outcome rollcall(String... args) {
        return RollcallProgram.in(folder, Instant.parse("2026-01-02T03:00:00Z"))
                .on(POSTGRES.settings())
                .run(args);
    }
}
