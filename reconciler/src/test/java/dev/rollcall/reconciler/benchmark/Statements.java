// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.benchmark;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jooq.DSLContext;

/** All ways to compute the statuses of a night, each a statement on one connection. */
final class Statements {

    static final String FLOOR = "floor: insert of the same rows";
    static final String ASSESSMENT = "assessment";

    private final DSLContext dsl;
    private final Fleet fleet;
    private final Measures measures;

    Statements(DSLContext dsl, Fleet fleet, Measures measures) {
        this.dsl = dsl;
        this.fleet = fleet;
        this.measures = measures;
    }

    /** Creates the target table and the dashboard. */
    void prepare() throws Exception {
        dsl.execute("create table public.target (like history.recent_statuses including all)");
        dsl.execute("create table public.same_rows (like history.recent_statuses)");
        dsl.execute("set work_mem = '64MB'");
        // as on every connection of the program
        dsl.execute("set jit = off");
        fleet.run("dashboard.sql");
    }

    /** Runs each at the time of a night; returns the distinct results. */
    Set<String> round(Instant night) throws Exception {
        String arguments = "'" + night + "', 'evidence', '4 hours'";
        dsl.execute("truncate public.same_rows");
        dsl.execute("insert into public.same_rows select 1, a.* from inventory.assess_systems(" + arguments + ") as a");
        dsl.execute("set benchmark.as_of = '" + night + "'");
        Set<String> contents = new HashSet<>();
        insert(FLOOR, "select * from public.same_rows", contents);
        insert(ASSESSMENT, "select 1, a.* from inventory.assess_systems(" + arguments + ") as a", contents);
        measures.time(
                "findings",
                () -> dsl.execute("select count(*) from inventory.find_findings('" + night + "', '" + night + "')"));
        return contents;
    }

    /** The dashboard on the tables as they are. */
    void dashboard(String name) throws Exception {
        measures.time(name, () -> dsl.execute("select count(d.*) from dashboard as d"));
    }

    /** The dashboard without the indexes that Rollcall adds, which are restored afterwards. */
    void dashboardWithItsOwnIndexes() throws Exception {
        dsl.execute("begin");
        dsl.execute("drop index inventory.system_states_hostname_timestamp_idx");
        dashboard("a dashboard's view, its own indexes");
        dsl.execute("rollback");
    }

    private void insert(String name, String rows, Set<String> contents) throws Exception {
        dsl.execute("truncate public.target");
        measures.time(
                name, () -> dsl.execute("insert into public.target " + rows + " order by hostname collate \"C\""));
        contents.add(String.valueOf(dsl.fetchValue(
                "select md5(string_agg(md5(t::text), '' order by t.hostname collate \"C\")) from public.target as t")));
    }
}
