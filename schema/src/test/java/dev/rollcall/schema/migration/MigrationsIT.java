// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.schema.PostgresExtension;
import dev.rollcall.schema.error.ErrorName;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MigrationsIT {

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.empty();

    /**
     * Functions that the planner inlines into their callers, which a search path of their own would prevent. So
     * everything they call must match exactly or be qualified; HostileOverloadsIT checks this.
     */
    private static final List<String> INLINED = List.of(
            "branch_commits",
            "commit_of",
            "count_changed_systems",
            "evaluations_at_commit",
            "evaluations_of_closure",
            "evaluations_of_commit",
            "evaluations_of_name",
            "is_assessed_by_range",
            "is_silent",
            "known_commits",
            "known_hosts",
            "known_names",
            "known_systems",
            "name_forms",
            "newest_scans",
            "position_of",
            "recipes_of_evaluation",
            "registered_systems",
            "recipes_of_commit",
            "rules_version",
            "stale_before",
            "status_changes",
            "status_outcomes",
            "statuses_of");

    private final Migrations migrations = Migrations.of(POSTGRES.database().dataSource());

    @Test
    @Order(1)
    void should_ask_for_a_migration_when_the_database_is_empty() {
        assertThat(migrations.isCurrent()).isFalse();
        assertThatThrownBy(migrations::requireCurrent)
                .hasFieldOrPropertyWithValue("name", ErrorName.MIGRATIONS_PENDING)
                .hasMessage("The database has no schemas of Rollcall yet. Run 'rollcall migrate' first.");
    }

    @Test
    @Order(2)
    void should_change_nothing_when_migrated_a_second_time() {
        assertThat(migrations.migrate()).isPositive();
        assertThat(migrations.migrate()).isZero();

        migrations.requireCurrent();
    }

    /** Without Flyway, which would find out later. */
    @Test
    @Order(3)
    void should_detect_that_nothing_is_missing_when_all_is_as_listed_by_the_build() {
        assertThat(migrations.isCurrent()).isTrue();
    }

    @ParameterizedTest
    @Order(3)
    @ValueSource(
            strings = {
                "update history.flyway_schema_history set success = false where version = '202611270020'",
                "update history.flyway_schema_history set checksum = checksum + 1 where version = '202611270020'",
                "update history.flyway_schema_history set checksum = null where version = '202611270020'",
                "update history.flyway_schema_history set type = 'DELETE' where version = '202611270020'",
                "delete from history.flyway_schema_history where description = '05 system statuses'",
                "insert into history.flyway_schema_history select installed_rank + 1000, version, description, type, script,"
                        + " checksum + 1, installed_by, installed_on, execution_time, success"
                        + " from history.flyway_schema_history where description = '05 system statuses'",
                "insert into history.flyway_schema_history select installed_rank + 1000, version, 'x', type, script,"
                        + " checksum, installed_by, installed_on, execution_time, success"
                        + " from history.flyway_schema_history where description = '05 system statuses'",
                "create or replace function inventory.rules_version() returns integer language sql as 'select 1'",
                "drop table history.flyway_schema_history"
            })
    void should_leave_it_to_flyway_when_anything_differs(String made) throws SQLException {
        try (Connection connection = POSTGRES.database().dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(made);

            assertThat(AppliedMigrations.of(connection)).isNotEqualTo(Optional.of(migrations.expected()));

            connection.rollback();
        }
    }

    @Test
    @Order(3)
    void should_have_a_comment_on_every_table_view_and_function_when_migrated() {
        assertThat(POSTGRES.dsl().fetch("""
                                select c.relnamespace::regnamespace || '.' || c.relname
                                  from pg_class as c
                                 where c.relkind in ('r', 'v')
                                   and c.relnamespace::regnamespace::text in ('inventory', 'history')
                                   and c.relname <> 'flyway_schema_history'
                                   and obj_description(c.oid, 'pg_class') is null
                                 union all
                                select p.oid::regprocedure::text
                                  from pg_proc as p
                                 where p.pronamespace::regnamespace::text in ('inventory', 'history')
                                   and obj_description(p.oid, 'pg_proc') is null
                                """)).isEmpty();
    }

    /** A function without its own search path uses its caller's. */
    @Test
    @Order(4)
    void should_have_its_own_search_path_unless_a_function_is_to_be_inlined() {
        assertThat(POSTGRES.dsl().fetchValues("""
                                select p.oid::regprocedure::text
                                  from pg_proc as p
                                 where p.pronamespace::regnamespace::text in ('inventory', 'history', 'batch')
                                   and not coalesce('search_path=pg_catalog, pg_temp' = any (p.proconfig), false)
                                   and not p.proname = any (?)
                                """, (Object) INLINED.toArray(String[]::new)))
                .isEmpty();
    }

    /** A migration numbered below one that a database has would never be applied there. */
    @Test
    @Order(4)
    void should_apply_what_is_new_and_keep_a_dashboard_when_the_schemas_are_those_of_the_first_release() {
        POSTGRES.dsl().execute("""
                        create view public.dashboard as select hostname, status_text from inventory.view_systems_status_table;
                        create view public.own_rules as select hostname, status from inventory.assess_systems(as_of => now());
                        create view public.paths as select store_path from inventory.derivations;
                        drop view history.dated_scans;
                        drop table history.used_scans, history.scans, history.scanners, history.advisory_sets, history.advisories;
                        alter table history.gate_exemptions drop column advisory;
                        drop table history.night_systems, history.commit_lines, history.packed_commits, history.rollbacks, history.feed_counts, history.due_closures, history.closures,
                           history.package_sets, history.packages, history.rollout_commits, history.rollouts, history.arrivals;
                        alter table history.flake_totals drop column forge, drop column reboot_needed, drop column reboot_collected;
                        alter table history.snapshots drop column reboot_needed cascade, drop column reboot_collected cascade;
                        alter table history.recent_statuses
                          drop column reboot_needed cascade, drop column reboot_needed_since cascade, drop column booted_at cascade;
                        alter table history.packed_systems
                          add column digest bytea, drop column reboot_needed cascade, drop column reboot_needed_since cascade, drop column booted_at cascade;
                        alter table history.night_hosts
                          drop column reboot_needed, drop column reboot_needed_since, drop column booted_at;
                        alter table history.night_commits drop column since;
                        drop index inventory.derivations_commit_id_derivation_name_derivation_type_hash_uq;
                        create unique index derivations_commit_id_derivation_name_derivation_type_recipe_uq on inventory.derivations (id);
                        alter table inventory.system_states drop column reboot_needed, drop column booted_store_path;
                        delete from history.flyway_schema_history where version > '202611270040' or version is null
                        """);

        Migrations later = Migrations.of(POSTGRES.database().dataSource());

        assertThat(later.migrate()).isPositive();
        assertThat(later.isCurrent()).isTrue();
        assertThat(POSTGRES.dsl().fetch("select * from public.dashboard")).isEmpty();
        assertThat(POSTGRES.dsl().fetch("select * from public.own_rules")).isEmpty();
        assertThat(POSTGRES.dsl()
                        .fetchValues(
                                "select proname from pg_proc where proname like '%assess_systems' order by proname"))
                .hasToString("[assess_systems, former_assess_systems]");
        POSTGRES.dsl().execute("drop view public.own_rules, public.paths");
        POSTGRES.dsl().execute("drop function inventory.former_assess_systems");
    }

    @Test
    @Order(5)
    void should_refuse_a_database_from_before_version_2() {
        POSTGRES.dsl()
                .execute(
                        "update history.flyway_schema_history set version = '202611260000' where version = '202611270000'");

        assertThatThrownBy(() -> Migrations.of(POSTGRES.database().dataSource()).migrate())
                .hasFieldOrPropertyWithValue("name", ErrorName.SCHEMAS_TOO_OLD);
    }
}
