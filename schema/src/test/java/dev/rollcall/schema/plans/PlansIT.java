// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.plans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rollcall.schema.PostgresExtension;
import dev.rollcall.schema.crystalforge.CrystalForgeTables;
import dev.rollcall.schema.migration.Migrations;
import dev.rollcall.schema.plans.PlannedFleet.Statistics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The plans of a night, with any statistics: no search through a table per system, no join of the fleet with itself,
 * and with fresh statistics no spill. The test counts handled rows rather than comparing plans: no node handles more
 * than twice the rows of the largest table.
 *
 * <p>Function settings that this test does not need were removed one by one. Not tried: {@code enable_sort} in
 * name_facts, without which only larger fleets spill, and {@code offset 0}.
 */
class PlansIT {

    private static final String NIGHT = "'2026-11-24 02:00:00+00'";

    /** The share of a night's 64 MB for 100,000 systems that matches a fleet of this size. */
    private static final String WORK_MEMORY = "2MB";

    /** The largest table has 72,000 rows. */
    private static final long ROWS = 150_000;

    @RegisterExtension
    static final PostgresExtension OWN = PostgresExtension.migrated();

    @RegisterExtension
    static final PostgresExtension FORGE = PostgresExtension.empty();

    @ParameterizedTest
    @EnumSource(Statistics.class)
    void should_not_search_per_system_when_a_night_reads_rollcalls_own_inventory(Statistics statistics)
            throws Exception {
        try (Connection connection = OWN.database().dataSource().getConnection()) {
            DSLContext dsl = DSL.using(connection);
            OWN.clear();
            changed(dsl);
            new PlannedFleet(connection, "inventory", "own.sql").load(statistics);

            night(connection, dsl, statistics);
        }
    }

    @ParameterizedTest
    @EnumSource(Statistics.class)
    void should_not_search_per_system_when_a_night_reads_crystal_forge(Statistics statistics) throws Exception {
        try (Connection connection = FORGE.database().dataSource().getConnection()) {
            DSLContext dsl = DSL.using(connection);
            dsl.execute("drop schema if exists inventory, history, batch, forge cascade");
            new CrystalForgeTables(dsl, "forge").createRecent();
            Migrations.crystalForge(FORGE.database().dataSource(), "forge").migrate();
            changed(dsl);
            new PlannedFleet(connection, "forge", "crystal-forge.sql").load(statistics);

            night(connection, dsl, statistics);
        }
    }

    /** A session of Rollcall itself compiles nothing, but a dashboard's has the settings of the server. */
    @Test
    void should_compile_nothing_when_a_dashboard_reads_statuses_and_findings() throws Exception {
        try (Connection connection = OWN.database().dataSource().getConnection()) {
            DSLContext dsl = DSL.using(connection);
            dsl.execute("set jit = on; set jit_above_cost = 1000");
            assumeTrue(
                    dsl.fetchSingle("select pg_jit_available()").into(boolean.class),
                    "this PostgreSQL was built without a compiler");
            OWN.clear();
            Plans plans = new Plans(connection, dsl);

            plans.execute("view", "select * from inventory.view_systems_status_table");
            plans.execute("findings", "select * from inventory.find_findings(now(), now())");

            assertThat(plans.statements()).isEqualTo(2);
            assertThat(plans.compiled()).isEmpty();
            dsl.execute("drop table plan_nodes; reset jit; reset jit_above_cost");
        }
    }

    /** The statements of a run's steps in order, and the live table. */
    private static void night(Connection connection, DSLContext dsl, Statistics statistics) throws Exception {
        dsl.execute("set work_mem = '" + WORK_MEMORY + "'");
        dsl.execute("set jit = off");
        Plans plans = new Plans(connection, dsl);
        dsl.execute(
                "delete from history.night_commits; delete from history.night_hosts; delete from history.night_names;"
                        + " delete from history.night_systems");
        dsl.execute("""
                insert into history.snapshots (as_of, matching, run_trigger, silent_after, stale_after, rollcall_version, rules_version, opened_at)
                values (now(), 'evidence', 'run', '4 hours', '1 day', '1', 1, now())
                """);
        plans.execute(
                "commits",
                "insert into history.night_commits select 1, b.* from inventory.known_commits(" + NIGHT
                        + ", 'evidence', null) as b");
        plans.execute(
                "systems",
                "insert into history.night_systems select 1, s.* from inventory.registered_systems('evidence', null, null) as s");
        plans.execute(
                "hosts",
                "insert into history.night_hosts select 1, h.* from inventory.host_facts(" + NIGHT
                        + ", null, null) as h");
        plans.execute(
                "names",
                "insert into history.night_names select 1, n.* from inventory.name_facts(" + NIGHT
                        + ", 'evidence', null, null, 1) as n");
        plans.execute(
                "verdicts",
                "insert into history.recent_statuses select 1, a.* from inventory.assess_systems(" + NIGHT
                        + ", snapshot => 1) as a");
        plans.execute("feeds", "select count(*) from inventory.feeds(" + NIGHT + ", '1 day', 1)");
        plans.execute(
                "findings",
                "select count(*) from inventory.find_findings(" + NIGHT + ", " + NIGHT + ", snapshot => 1)");
        plans.execute("live table", "select count(*) from inventory.assess_systems(" + NIGHT + ")");
        plans.execute("packing", "select history.pack_snapshot(1)");

        assertThat(plans.statements()).isEqualTo(9);
        assertThat(plans.faults(ROWS))
                // a wrong estimate may spill, and a sixth of this fleet is quiet on Crystal Forge, which adds their
                // states
                .filteredOn(fault -> !fault.contains(" spills, ")
                        || (statistics == Statistics.FRESH && !fault.endsWith("on (h.system_state_id = x.id)")))
                .isEmpty();
        dsl.execute("drop table plan_nodes");
    }

    /** For the search of hints that nothing needs: SQL to run on the migrated database before the fleet is made. */
    private static void changed(DSLContext dsl) throws Exception {
        String changes = System.getProperty("rollcall.plans.changes");
        if (changes != null) {
            dsl.execute(Files.readString(Path.of(changes)));
        }
    }
}
