// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.crystalforge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.schema.PostgresExtension;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.migration.InventoryKind;
import dev.rollcall.schema.migration.Migrations;
import java.sql.SQLException;
import java.util.List;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.ds.PGSimpleDataSource;

class CrystalForgeIT {

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.empty();

    private final DSLContext dsl = POSTGRES.dsl();

    @AfterEach
    void dropAll() {
        dsl.execute("drop schema if exists forge, inventory, history, batch cascade");
    }

    @Test
    void should_list_what_is_missing_when_the_schema_is_not_a_crystal_forge_database() {
        dsl.execute("create schema forge");
        dsl.execute("create table forge.commits (id integer, flake_id integer, git_commit_hash text)");
        dsl.execute("create table forge.system_states (id integer, hostname text, \"timestamp\" timestamptz)");

        assertThatThrownBy(() -> migrations())
                .hasFieldOrPropertyWithValue("name", ErrorName.NOT_CRYSTAL_FORGE)
                .hasMessageContaining("'forge' is not a Crystal Forge database that Rollcall can read")
                .hasMessageContaining("the table agent_heartbeats")
                .hasMessageContaining("the column commits.commit_timestamp")
                .hasMessageContaining("system_states.store_path (or, in older databases, derivation_path)");
    }

    @Test
    void should_remember_the_kind_and_the_schema_when_asked_again() {
        new CrystalForgeTables(dsl, "forge").createRecent();
        migrations().migrate();

        Migrations again = Migrations.of(POSTGRES.database().dataSource());

        assertThat(again.kind()).isEqualTo(InventoryKind.CRYSTAL_FORGE);
        again.requireCurrent();
        assertThat(again.isCurrent()).isTrue();
        assertThat(again.migrate()).isZero();
    }

    @Test
    void should_read_the_closure_by_its_older_name_when_the_database_is_older() {
        new CrystalForgeTables(dsl, "forge").createOlder();
        dsl.execute(
                "insert into forge.system_states (hostname, derivation_path, \"timestamp\") values ('web', '/x', now())");

        migrations().migrate();

        assertThat(dsl.fetchValue("select store_path from inventory.system_states"))
                .isEqualTo("/x");
    }

    @Test
    void should_ask_for_a_migration_and_adapt_when_the_tables_got_other_columns() {
        new CrystalForgeTables(dsl, "forge").createOlder();
        migrations().migrate();
        dsl.execute("alter table forge.system_states rename column derivation_path to store_path");
        dsl.execute("alter table forge.system_states add column configuration_revision text");
        dsl.execute(
                "insert into forge.system_states (hostname, store_path, configuration_revision, \"timestamp\") values ('web', '/x', 'abc', now())");

        Migrations adapted = Migrations.of(POSTGRES.database().dataSource());

        assertThatThrownBy(adapted::requireCurrent).hasMessageContaining("Run 'rollcall migrate' first");
        adapted.migrate();
        assertThat(dsl.fetchValue("select configuration_revision from inventory.system_states"))
                .isEqualTo("abc");
        assertThat(dsl.fetchValue("select count(*) from inventory.view_systems_status_table"))
                .isEqualTo(0L);
    }

    @Test
    void should_add_nothing_to_the_schema_of_crystal_forge_when_migrated() {
        new CrystalForgeTables(dsl, "forge").createRecent();
        List<?> before = objectsOfForge();

        migrations().migrate();

        assertThat(objectsOfForge()).isEqualTo(before);
    }

    @Test
    void should_work_when_the_role_may_only_read_the_tables() {
        new CrystalForgeTables(dsl, "forge").createRecent();
        dsl.execute("drop role if exists forge_reader");
        dsl.execute("create role forge_reader");
        dsl.execute("grant usage on schema forge to forge_reader");
        dsl.execute("grant select on all tables in schema forge to forge_reader");
        dsl.execute(
                "do $$ begin execute format('grant create on database %I to forge_reader', current_database()); end $$");
        // not a pooled connection, which would keep the role
        var single = new PGSimpleDataSource();
        single.setUrl(POSTGRES.settings().url());
        single.setUser(POSTGRES.settings().user());
        single.setPassword(POSTGRES.settings().password());
        single.setOptions("-c role=forge_reader");
        try (var connection = single.getConnection();
                var statement = connection.createStatement()) {
            Migrations.crystalForge(single, "forge").migrate();

            statement.execute("select * from inventory.assess_systems(now())");
        } catch (SQLException e) {
            throw new AssertionError(e);
        } finally {
            dropAll();
            dsl.execute("drop owned by forge_reader");
            dsl.execute("drop role forge_reader");
        }
    }

    @Test
    void should_refuse_views_when_the_database_has_an_inventory_of_its_own() {
        new CrystalForgeTables(dsl, "forge").createRecent();
        Migrations.of(POSTGRES.database().dataSource()).migrate();

        assertThatThrownBy(() -> migrations()).hasFieldOrPropertyWithValue("name", ErrorName.HAS_OWN_INVENTORY);
    }

    @Test
    void should_find_the_pinned_commit_when_it_is_named_by_hash_by_path_or_by_derivation() {
        new CrystalForgeTables(dsl, "forge").createRecent();
        dsl.execute("""
                insert into forge.flakes (id, name, repo_url) values (1, 'infra', 'x');
                insert into forge.commits (id, flake_id, git_commit_hash, commit_timestamp)
                values (1, 1, repeat('a', 40), now()), (2, 1, repeat('b', 40), now());
                insert into forge.derivations (id, commit_id, derivation_type, derivation_name, derivation_path, store_path, status_id)
                values (1, 1, 'nixos', 'web', '/nix/store/web.drv', '/nix/store/web', 10);
                insert into forge.systems (hostname, flake_id, deployment_policy, desired_target, desired_derivation_id)
                values ('by-derivation', 1, 'pinned', null, 1)
                     , ('by-capitals', 1, 'pinned', repeat('B', 40), null)
                     , ('by-hash', 1, 'pinned', 'git+https://x?rev=' || repeat('b', 40) || '#web', null)
                     , ('by-path', 1, 'pinned', '/nix/store/web.drv', null)
                     , ('by-path-of-folder', 1, 'pinned', '/nix/store/web.drv/', null)
                     , ('by-sha256', 1, 'pinned', repeat('e', 64), null)
                     , ('manual', 1, 'manual', '/nix/store/web.drv', 1)
                     , ('pinned-to-empty', 1, 'pinned', '', null)
                     , ('pinned-to-nothing', 1, 'pinned', null, null)
                     , ('unknown', 1, 'pinned', 'somewhere', null)
                """);

        migrations().migrate();

        assertThat(dsl.fetch(
                                "select hostname || ' ' || coalesce(left(pinned_commit, 4), 'none') from inventory.systems order by hostname")
                        .getValues(0, String.class))
                .containsExactly(
                        "by-capitals bbbb",
                        "by-derivation aaaa",
                        "by-hash bbbb",
                        "by-path aaaa",
                        "by-path-of-folder aaaa",
                        "by-sha256 eeee",
                        "manual none",
                        "pinned-to-empty none",
                        "pinned-to-nothing none",
                        "unknown some");
        assertThat(dsl.fetchValues("select hostname from inventory.systems where is_held"))
                .hasToString("[pinned-to-empty, pinned-to-nothing]");
    }

    @Test
    void should_take_the_oldest_commit_of_the_own_flake_when_several_build_the_pinned_path() {
        new CrystalForgeTables(dsl, "forge").createRecent();
        dsl.execute("""
                insert into forge.flakes (id, name, repo_url) values (1, 'infra', 'x'), (2, 'fork', 'y');
                insert into forge.commits (id, flake_id, git_commit_hash, commit_timestamp)
                values (1, 1, repeat('a', 40), '2026-01-01T00:00Z'), (2, 1, repeat('b', 40), '2026-01-02T00:00Z')
                     , (3, 1, repeat('c', 40), '2084-01-01T00:00Z'), (4, 2, repeat('d', 40), '2026-01-03T00:00Z');
                insert into forge.derivations (commit_id, derivation_type, derivation_name, derivation_path, store_path, status_id)
                select c.id, 'nixos', 'web', case c.id when 4 then '/nix/store/web.drv' end, '/nix/store/web', 10
                  from forge.commits as c;
                insert into forge.systems (hostname, flake_id, deployment_policy, desired_target)
                values ('by-recipe', 2, 'pinned', '/nix/store/web.drv'), ('by-recipe-of-fork', 1, 'pinned', '/nix/store/web.drv')
                     , ('web', 1, 'pinned', '/nix/store/web'), ('web-of-fork', 2, 'pinned', '/nix/store/web');
                insert into forge.system_states (hostname, store_path, "timestamp")
                select s.hostname, '/nix/store/web', '2026-01-04T00:00Z' from forge.systems as s
                """);

        migrations().migrate();

        assertThat(dsl.fetchValues(
                        "select hostname || ' ' || left(pinned_commit, 20) from inventory.systems order by 1"))
                .hasToString("[by-recipe dddddddddddddddddddd, by-recipe-of-fork /nix/store/web.drv,"
                        + " web aaaaaaaaaaaaaaaaaaaa, web-of-fork dddddddddddddddddddd]");
    }

    @Test
    void should_be_active_when_is_active_is_null() {
        new CrystalForgeTables(dsl, "forge").createRecent();
        dsl.execute(
                "insert into forge.systems (hostname, is_active) values ('no', false), ('null', null), ('yes', true)");

        migrations().migrate();

        assertThat(dsl.fetchValues("select hostname from inventory.assess_systems(now()) order by hostname"))
                .hasToString("[null, yes]");
    }

    @Test
    void should_show_the_progress_of_the_newest_commit_by_its_rows() {
        new CrystalForgeTables(dsl, "forge").createRecent();
        twoCommits("complete", null);
        dsl.execute("""
                insert into forge.derivations (commit_id, derivation_type, derivation_name, derivation_path, error_message, status_id)
                select 2, 'nixos', r.hostname, r.path, r.error, t.id
                  from (values ('building', '/b.drv', 'build-inprogress', null)
                             , ('build-failed', '/f.drv', 'build-failed', 'gcc')
                             , ('evaluating', '/e.drv', 'dry-run-inprogress', null)
                             , ('failed', null, 'dry-run-failed', 'no such option')
                             , ('unrecorded', null, 'dry-run-pending', null)
                       ) as r (hostname, path, status, error)
                  join forge.derivation_statuses as t
                    on t.name = r.status;
                """);
        deployed("build-failed", "building", "evaluating", "failed", "no-row", "unrecorded");

        migrations().migrate();

        assertThat(reasons().stream().map(String::valueOf))
                .containsExactly(
                        "build-failed: build-failed gcc",
                        "building: build-pending",
                        "evaluating: evaluation-pending",
                        "failed: evaluation-failed no such option",
                        "no-row: not-evaluated",
                        "unrecorded: evaluation-unrecorded");
    }

    @ParameterizedTest
    @CsvSource({
        "failed, evaluation-failed error: infinite recursion",
        "in_progress, evaluation-pending",
        "pending, evaluation-pending",
        "cancelling, evaluation-pending",
        "cancelled, not-evaluated",
        "complete, not-evaluated"
    })
    void should_ask_the_commit_when_the_host_has_no_row(String status, String verdict) {
        new CrystalForgeTables(dsl, "forge").createRecent();
        twoCommits(status, "error: infinite recursion");
        deployed("web");

        migrations().migrate();

        assertThat(reasons().stream().map(String::valueOf)).containsExactly("web: " + verdict);
    }

    @Test
    void should_not_ask_the_commit_when_the_database_is_older_and_has_no_such_column() {
        new CrystalForgeTables(dsl, "forge").createOlder();
        dsl.execute("alter table forge.system_states rename column derivation_path to store_path");
        dsl.execute("alter table forge.system_states add column configuration_revision text");
        dsl.execute("""
                insert into forge.flakes (id, name, repo_url) values (1, 'infra', 'x');
                insert into forge.commits (id, flake_id, git_commit_hash, commit_timestamp)
                values (1, 1, repeat('a', 40), '2026-01-01T00:00Z'), (2, 1, repeat('b', 40), '2026-01-02T00:00Z')
                """);
        deployed("web");

        migrations().migrate();

        assertThat(reasons().stream().map(String::valueOf)).containsExactly("web: not-evaluated");
    }

    @Test
    void should_know_a_closure_before_it_is_built_when_the_evaluation_says_which_it_will_be() {
        new CrystalForgeTables(dsl, "forge").createRecent();
        twoCommits("complete", null);
        dsl.execute("""
                insert into forge.derivations (commit_id, derivation_type, derivation_name, expected_store_path, store_path, status_id)
                values (2, 'nixos', 'web', '/nix/store/expected', null, 5), (2, 'nixos', 'db', '/nix/store/stale', '/nix/store/built', 10)
                """);

        migrations().migrate();

        assertThat(dsl.fetchValues("select store_path from inventory.derivations order by store_path"))
                .hasToString("[/nix/store/built, /nix/store/expected]");
    }

    @Test
    void should_order_commits_by_time_and_id_when_dates_are_in_the_future() {
        new CrystalForgeTables(dsl, "forge").createRecent();
        twoCommits("complete", null);
        dsl.execute("""
                insert into forge.commits (id, flake_id, git_commit_hash, commit_timestamp)
                values (4, 1, repeat('d', 40), '2026-01-02T00:00Z'), (3, 1, repeat('c', 40), '2999-01-01T00:00Z')
                """);
        deployed("web");

        migrations().migrate();

        assertThat(dsl.fetchValue(
                        "select left(newest_commit, 1) || commits_behind from inventory.assess_systems(now())"))
                .isEqualTo("d2");
    }

    /** Commits of flake 1: a, and b a day later with this evaluation. */
    private void twoCommits(String evaluationOfNewest, @Nullable String error) {
        dsl.execute("""
                insert into forge.flakes (id, name, repo_url) values (1, 'infra', 'x');
                insert into forge.commits (id, flake_id, git_commit_hash, commit_timestamp, evaluation_status)
                values (1, 1, repeat('a', 40), '2026-01-01T00:00Z', 'complete')
                     , (2, 1, repeat('b', 40), '2026-01-02T00:00Z', 'pending')
                """);
        dsl.execute(
                "update forge.commits set evaluation_status = ?, evaluation_error_message = ? where id = 2",
                evaluationOfNewest,
                error);
    }

    /** Systems of the flake that run commit a. */
    private void deployed(String... hostnames) {
        for (String hostname : hostnames) {
            dsl.execute("insert into forge.systems (hostname, flake_id) values (?, 1)", hostname);
            dsl.execute(
                    "insert into forge.system_states (hostname, store_path, configuration_revision, \"timestamp\")"
                            + " values (?, '/nix/store/a', repeat('a', 40), '2026-01-03T00:00Z')",
                    hostname);
        }
    }

    private List<?> reasons() {
        return dsl.fetchValues("""
                select hostname || ': ' || reason || coalesce(' ' || evaluation_error, '')
                  from inventory.assess_systems(now())
                 order by hostname
                """);
    }

    @Test
    void should_find_the_last_heartbeat_when_it_belongs_to_an_older_state_or_is_days_old() {
        new CrystalForgeTables(dsl, "forge").createRecent();
        dsl.execute("""
                insert into forge.systems (hostname) values ('never'), ('older-state'), ('quiet'), ('recent');
                insert into forge.system_states (id, hostname, store_path, "timestamp")
                values (1, 'older-state', '/a', '2026-01-01T00:00Z'), (2, 'older-state', '/b', '2026-01-02T00:00Z')
                     , (3, 'quiet', '/a', '2026-01-01T00:00Z'), (4, 'quiet', '/b', '2026-01-02T00:00Z')
                     , (5, 'recent', '/a', '2026-01-01T00:00Z'), (6, 'never', '/a', '2026-01-01T00:00Z');
                insert into forge.agent_heartbeats (system_state_id, "timestamp")
                values (1, '2026-01-09T11:00Z'), (2, '2026-01-09T10:00Z'), (2, '2026-01-09T12:30Z')
                     , (3, '2026-01-04T00:00Z'), (4, '2026-01-03T00:00Z')
                     , (5, '2026-01-08T12:00Z'), (5, '2026-01-08T12:00:01Z'), (5, '2026-01-02T00:00Z')
                """);
        migrations().migrate();

        assertThat(dsl.fetch("""
                                select hostname || ' ' || (heartbeat_at at time zone 'UTC')::text
                                  from inventory.host_facts('2026-01-09T12:00Z', null, null)
                                 where heartbeat_at is not null
                                 order by hostname
                                """).getValues(0, String.class))
                .containsExactly(
                        "older-state 2026-01-09 11:00:00", "quiet 2026-01-04 00:00:00", "recent 2026-01-08 12:00:01");
    }

    @Test
    void should_take_the_newest_state_and_of_two_at_once_the_later_recorded_in_any_order_of_arrival() {
        new CrystalForgeTables(dsl, "forge").createRecent();
        dsl.execute("""
                insert into forge.systems (hostname) values ('future'), ('late'), ('tie');
                insert into forge.system_states (id, hostname, store_path, "timestamp")
                values (1, 'late', '/newest', '2026-01-02T00:00:00.000001Z'), (2, 'late', '/older', '2026-01-02T00:00Z')
                     , (2147483646, 'tie', '/first', '2026-01-02T00:00Z'), (2147483647, 'tie', '/second', '2026-01-02T00:00Z')
                     , (3, 'future', '/now', '2026-01-02T00:00Z'), (4, 'future', '/later', '2026-01-03T00:00Z')
                """);
        migrations().migrate();

        assertThat(dsl.fetchValues("""
                        select hostname || ' ' || store_path || ' ' || (last_reported_at at time zone 'UTC')::date
                          from inventory.host_facts('2026-01-02T12:00Z', null, null)
                         order by hostname
                        """))
                .hasToString("[future /now 2026-01-03, late /newest 2026-01-02, tie /second 2026-01-02]");
    }

    private static Migrations migrations() {
        return Migrations.crystalForge(POSTGRES.database().dataSource(), "forge");
    }

    private List<?> objectsOfForge() {
        return dsl.fetchValues("""
                select c.relkind::text || ' ' || c.relname
                  from pg_class as c
                 where c.relnamespace = 'forge'::regnamespace
                 union all
                select 'trigger ' || t.tgname
                  from pg_trigger as t
                  join pg_class as c
                    on c.oid = t.tgrelid
                 where c.relnamespace = 'forge'::regnamespace
                   and not t.tgisinternal
                 order by 1
                """);
    }
}
