// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.doctor;

import dev.rollcall.schema.text.Words;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Record;

/** Checks what a night needs from the database. */
public final class DatabaseChecks {

    private static final Duration MAX_DRIFT = Duration.ofMinutes(1);

    private static final String CONNECTION = """
            select current_setting('server_version') as version
                 , current_user as "user"
                 , pg_size_pretty(pg_database_size(current_database())) as size
            """;

    /** Tables of some size whose statistics are missing or outdated. */
    private static final String OLD_STATISTICS = """
            select c.relname
              from pg_catalog.pg_class as c
              join pg_catalog.pg_namespace as n
                on n.oid = c.relnamespace
              left join pg_catalog.pg_stat_all_tables as s
                on s.relid = c.oid
             where n.nspname = any (?)
               and c.relkind = 'r'
               and pg_relation_size(c.oid) > 1000000
               and (c.reltuples < 0 or s.n_mod_since_analyze > 10000 + c.reltuples)
             order by 1
            """;

    private static final String RIGHTS = """
            select has_table_privilege('history.run_lock', 'update')
                   and has_table_privilege('history.snapshots', 'insert')
                   and has_schema_privilege('batch', 'usage') as runs
                 , has_table_privilege('inventory.system_states', 'insert') as imports
                 , exists (
                     select
                       from pg_catalog.pg_roles as r
                      where r.rolname = 'rollcall_reader'
                        and pg_has_role(r.oid, 'member')
                   ) as is_reader
            """;

    private final DSLContext dsl;

    public DatabaseChecks(DSLContext dsl) {
        this.dsl = dsl;
    }

    /** Which server answers, and the user. */
    public Check connection(String address) {
        Record row = dsl.fetchSingle(CONNECTION);
        return Check.ok(
                "database",
                "PostgreSQL " + row.get("version", String.class) + " at " + address + " as "
                        + row.get("user", String.class) + ", " + row.get("size", String.class));
    }

    /** Whether both clocks agree: facts are dated by one, the night by the other. */
    public Check clock(Instant now) {
        Instant server = dsl.fetchSingle("select clock_timestamp()")
                .get(0, OffsetDateTime.class)
                .toInstant();
        Duration drift = Duration.between(server, now).abs();
        return drift.compareTo(MAX_DRIFT) <= 0
                ? Check.ok("clock", "matches the clock of the database server")
                : Check.warning(
                        "clock",
                        Words.minute(now) + " UTC here, " + Words.minute(server) + " UTC on the database server",
                        "Synchronise both with a time server ('timedatectl' shows whether a machine is synchronised).");
    }

    /**
     * Whether the user has the rights that a night needs.
     *
     * @param isImporting whether the night imports first
     */
    public Check rights(boolean isImporting) {
        Record row = dsl.fetchSingle(RIGHTS);
        boolean runs = row.get("runs", Boolean.class);
        boolean imports = row.get("imports", Boolean.class);
        if (!runs) {
            // the current user differs from the one the timer runs as
            return new Check(
                    "rights",
                    row.get("is_reader", Boolean.class) ? Check.Result.WARNING : Check.Result.PROBLEM,
                    "this user can read the database but not run the nightly job",
                    "Run doctor as the user of the nightly run (--db-user), or grant this user the role rollcall_job"
                            + " ('rollcall migrate --print-roles').");
        }
        return isImporting && !imports
                ? Check.problem(
                        "rights",
                        "this user can run the nightly job but not import",
                        "As an administrator: grant rollcall_import to the user of the nightly run.")
                : Check.ok("rights", "this user can run the nightly job" + (imports ? " and import" : ""));
    }

    /** Whether the planner has statistics of the tables that a night reads. */
    public Check statistics(String sourceSchema) {
        List<String> tables = dsl.fetch(OLD_STATISTICS, (Object) new String[] {"inventory", "history", sourceSchema})
                .getValues(0, String.class);
        return tables.isEmpty()
                ? Check.ok("statistics", "up to date")
                : Check.warning(
                        "statistics",
                        "missing or out of date for " + String.join(", ", tables),
                        "As the owner of these tables, run 'vacuumdb --analyze-only', and keep autovacuum on.");
    }
}
