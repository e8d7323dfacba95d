// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.reconciler.RollcallProgram;
import dev.rollcall.schema.PostgresExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * Measures a night on a made-up fleet against a dashboard's view and against the floor: the same rows inserted into the
 * same table. A build runs it small, to see that it works; {@code .ci/benchmark} runs it as large as asked. No time is
 * held against a limit here: docs/performance.md has the figures.
 */
class BenchmarkIT {

    private static final int ROUNDS = Integer.getInteger("rollcall.benchmark.rounds", 1);
    private static final int LINES = Integer.getInteger("rollcall.benchmark.lines", 1000);
    private static final Instant FIRST = Fleet.END.plus(Duration.ofDays(1));
    private static final Instant SECOND = FIRST.plus(Duration.ofDays(1));
    private static final Instant THIRD = SECOND.plus(Duration.ofDays(1));
    private static final String FLOOR = "floor: insert of the same rows";

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @TempDir
    static Path folder;

    private final Measures measures = new Measures();

    @Test
    void should_give_the_same_rows_by_every_way_that_is_measured() throws Exception {
        FleetSize size = FleetSize.fromProperties();
        try (Connection connection = POSTGRES.database().dataSource().getConnection()) {
            DSLContext dsl = DSL.using(new SingleConnectionDataSource(connection, true), SQLDialect.POSTGRES);
            Fleet fleet = new Fleet(dsl, connection);
            measures.time("generating the fleet", () -> fleet.generate(size));
            measures.time("rollcall run --full", () -> rollcall("run", "--full", "--as-of", FIRST.toString()));
            fleet.live(SECOND);
            // as autovacuum does within a minute; the index of arrivals knows the new pages only then
            dsl.execute("vacuum analyze");

            assertThat(assess(dsl, fleet))
                    .as("rows of the night after, from the one before and in full")
                    .hasSize(1);

            measures.time("rollcall run, 5 % changed", () -> rollcall("run", "--as-of", SECOND.toString()));
            measures.time("rollcall run, nothing changed", () -> rollcall("run", "--as-of", THIRD.toString()));
            measures.time(
                    "rollcall report",
                    () -> rollcall("report", "--snapshot", "latest", "--against", "previous", "--out", "again"));
            compare(dsl);
            int lines = fleet.writeEvaluations(folder.resolve("evals.jsonl"), LINES);
            measures.time("rollcall import, " + lines + " evaluations", () -> rollcall("import", folder.toString()));
        }
        tell(size);
    }

    /** Every way into the same table, in turn; returns the different contents that it had. */
    private Set<String> assess(DSLContext dsl, Fleet fleet) throws Exception {
        Long base = dsl.fetchSingle("select inventory.base_snapshot('" + SECOND + "', 'evidence')")
                .into(Long.class);
        assertThat(base).isNotNull();
        String arguments = "'" + SECOND + "', 'evidence', '4 hours'";
        dsl.execute("create table public.target (like history.recent_statuses including all)");
        dsl.execute(
                "create table public.same_rows as select 1::bigint as snapshot_id, a.* from inventory.assess_systems("
                        + arguments + ") as a");
        dsl.execute("set work_mem = '64MB'");
        fleet.run("dashboard.sql");
        Set<String> contents = new HashSet<>();
        for (int round = 0; round < ROUNDS; round++) {
            insert(dsl, FLOOR, "select * from public.same_rows", contents);
            insert(
                    dsl,
                    "assessment, full",
                    "select 1, a.* from inventory.assess_systems(" + arguments + ") as a",
                    contents);
            dsl.execute("set enable_nestloop = off");
            dsl.execute("set enable_mergejoin = off");
            insert(
                    dsl,
                    "assessment, 5 % changed",
                    "select 1, a.* from inventory.assess_since(" + base + ", " + arguments + ", null, null) as a",
                    contents);
            dsl.execute("reset enable_nestloop");
            dsl.execute("reset enable_mergejoin");
            measures.time(
                    "findings",
                    () -> dsl.execute(
                            "select count(*) from inventory.find_findings('" + SECOND + "', '" + SECOND + "')"));
            if (Boolean.parseBoolean(System.getProperty("rollcall.benchmark.dashboard", "true"))) {
                measures.time("a dashboard's view", () -> dsl.execute("select count(d.*) from dashboard as d"));
            }
        }
        return contents;
    }

    private void insert(DSLContext dsl, String name, String rows, Set<String> contents) throws Exception {
        dsl.execute("truncate public.target");
        measures.time(
                name, () -> dsl.execute("insert into public.target " + rows + " order by hostname collate \"C\""));
        contents.add(String.valueOf(dsl.fetchValue(
                "select md5(string_agg(md5(t::text), '' order by t.hostname)) from public.target as t")));
    }

    private void compare(DSLContext dsl) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            measures.time(
                    "diff of two nights, in the database",
                    () -> dsl.fetch("select count(*) from history.published_snapshots as p"
                            + " cross join lateral history.status_changes(p.previous_id, p.id) where p.previous_id is not null and p.as_of = '"
                            + SECOND + "'"));
            measures.time(
                    "story of a system, in the database",
                    () -> dsl.fetch(
                            "select * from history.system_story((select min(hostname) from inventory.systems))"));
        }
    }

    private static void rollcall(String... arguments) {
        RollcallProgram.Outcome outcome =
                RollcallProgram.in(folder, THIRD).on(POSTGRES.settings()).run(arguments);
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    }

    @SuppressWarnings("SystemOut") // a benchmark should tell what it measured
    private void tell(FleetSize size) throws Exception {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("fleet", size.toString());
        result.put("postgresql", POSTGRES.dsl().fetchValue("show server_version"));
        result.put("java", Runtime.version().toString());
        result.put("processors", Runtime.getRuntime().availableProcessors());
        result.put("databaseBytes", POSTGRES.dsl().fetchValue("select pg_database_size(current_database())"));
        result.put("millis", measures.all());
        Path file = Path.of("target", "benchmark.json");
        Files.writeString(
                file, JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(result));
        System.out.println("Benchmark: " + result.get("fleet"));
        measures.table(FLOOR).lines().map(line -> "Benchmark: " + line).forEach(System.out::println);
    }
}
