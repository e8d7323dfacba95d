// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.plans;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A fleet large enough to expose wrong plans, with a choice of statistics. */
final class PlannedFleet {

    static final int SYSTEMS = 3000;

    private static final int STATES = 20;
    private static final List<String> TABLES =
            List.of("flakes", "commits", "systems", "system_states", "derivations", "heartbeats", "agent_heartbeats");

    /** The planner's statistics of the tables. */
    enum Statistics {
        /** Analyzed with the current contents. */
        FRESH,
        /** Analyzed when the tables were nearly empty. */
        STALE,
        /** Never analyzed. */
        MISSING
    }

    private final Connection connection;
    private final String schema;
    private final String rest;

    /**
     * A fleet in the tables of a schema.
     *
     * @param rest the script for tables of this kind of inventory only
     */
    PlannedFleet(Connection connection, String schema, String rest) {
        this.connection = connection;
        this.schema = schema;
        this.rest = rest;
    }

    void load(Statistics statistics) throws SQLException, IOException {
        execute("set allow_system_table_mods = on");
        execute("delete from pg_statistic");
        execute("set search_path to " + schema);
        for (String table : TABLES) {
            // prevents autovacuum from analyzing them meanwhile
            execute("alter table if exists " + table + " set (autovacuum_enabled = false)");
        }
        if (statistics == Statistics.STALE) {
            fill(20);
            execute("analyze");
            forget();
        }
        fill(SYSTEMS);
        if (statistics == Statistics.FRESH) {
            execute("analyze");
        }
        execute("reset search_path");
    }

    private void fill(int systems) throws SQLException, IOException {
        execute("discard temporary");
        // Crystal Forge's script removes repeated recipes and restores this
        execute("alter table derivations drop constraint if exists derivations_derivation_path_key");
        execute("set benchmark.systems = " + systems);
        execute("set benchmark.states = " + STATES);
        execute("set benchmark.flakes = " + Math.max(1, systems / 500));
        execute("set benchmark.commits = 400");
        execute("set benchmark.heartbeats = 24");
        execute(FleetScripts.read("fleet.sql"));
        execute(FleetScripts.read(rest));
        // an index created after updates of its rows is not used while older transactions run, even in other databases
        execute("vacuum derivations");
        execute("reindex table derivations");
    }

    private void forget() throws SQLException {
        for (String table : List.of(
                "agent_heartbeats", "heartbeats", "system_states", "derivations", "systems", "commits", "flakes")) {
            execute("""
                    do $$
                    begin
                      if to_regclass('%1$s') is not null then
                        delete from %1$s;
                        if pg_get_serial_sequence('%1$s', 'id') is not null then
                          perform setval(pg_get_serial_sequence('%1$s', 'id'), 1, false);
                        end if;
                      end if;
                    end
                    $$
                    """.formatted(schema + "." + table));
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
