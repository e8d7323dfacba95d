// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.benchmark;

import dev.rollcall.schema.plans.FleetScripts;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import org.jooq.DSLContext;
import org.jooq.Record;

/** A generated fleet in the tables of Rollcall's inventory or of Crystal Forge, and changes to it. */
final class Fleet {

    /** The end of the generated facts, except for a few in the future. */
    static final Instant END = Instant.parse("2026-11-24T02:00:00Z");

    private final DSLContext dsl;
    private final Connection connection;

    /** Both on one connection. */
    Fleet(DSLContext dsl, Connection connection) {
        this.dsl = dsl;
        this.connection = connection;
    }

    /** Generates Rollcall's own inventory, set-based. */
    void generate(FleetSize size) throws IOException, SQLException {
        generate(size, "inventory", "own.sql");
    }

    /**
     * Generates a fleet, set-based, in a schema.
     *
     * @param rest a script for tables of this kind of inventory only
     */
    void generate(FleetSize size, String schema, String rest) throws IOException, SQLException {
        dsl.execute("set search_path to " + schema);
        dsl.execute("set synchronous_commit to off");
        dsl.execute("set benchmark.systems = " + size.systems());
        dsl.execute("set benchmark.states = " + size.states());
        dsl.execute("set benchmark.flakes = " + size.flakes());
        dsl.execute("set benchmark.commits = " + size.commits());
        dsl.execute("set benchmark.heartbeats = " + size.heartbeats());
        run("fleet.sql");
        run(rest);
        settle();
        // discards the temporary files of the generation
        dsl.execute("select pg_stat_reset()");
    }

    /** Like autovacuum within a minute; BRIN indexes include new pages only then. */
    void settle() {
        dsl.execute("vacuum analyze");
    }

    /** A day: one system in twenty is deployed, nearly all send a heartbeat. */
    void live(Instant day) {
        dsl.execute("""
                insert into inventory.system_states (hostname, store_path, "timestamp")
                select s.hostname
                     , d.store_path
                     , ?::timestamptz - interval '10 hours'
                  from inventory.systems as s
                 cross join lateral (
                         select x.store_path
                           from inventory.derivations as x
                          where x.derivation_name = s.hostname
                            and x.derivation_type = 'nixos'
                            and x.store_path is not null
                          order by x.id desc
                          limit 1
                       ) as d
                 where abs(hashtext(s.hostname || ?)) % 20 = 0
                """, day.toString(), day.toString());
        dsl.execute("""
                insert into inventory.heartbeats (hostname, "timestamp")
                select s.hostname
                     , ?::timestamptz - interval '5 minutes'
                  from inventory.systems as s
                 where abs(hashtext(s.hostname)) % 20 <> 1
                    on conflict do nothing
                """, day.toString());
        settle();
    }

    /** Writes evaluations of the newest commit of each flake, as printed by nix-eval-jobs, under names of a round. */
    void writeEvaluations(Path file, int lines, int round) throws IOException {
        int written = 0;
        try (Writer writer = Files.newBufferedWriter(file)) {
            for (Record row : dsl.fetch("""
                    select f.name, c.git_commit_hash
                      from inventory.flakes as f
                      join inventory.commits as c
                        on c.flake_id = f.id
                     order by c.commit_timestamp desc, c.id desc
                     limit 100
                    """)) {
                for (int i = 0; i < lines / 100; i++) {
                    writer.write(
                            "{\"attr\":\"made-up-%d-%07d\",\"drvPath\":\"/nix/store/%032d-nixos-system-x.drv\",\"outputs\":{\"out\":\"/nix/store/%032d-nixos-system-x\"},\"flake\":\"%s\",\"commit\":\"%s\",\"evaluatedAt\":\"2026-11-23T00:00:00Z\"}%n"
                                    .formatted(round, i, written, written, row.get(0), row.get(1)));
                    written++;
                }
            }
        }
    }

    /** Runs a script of many statements; session state stays with the connection. */
    void run(String script) throws IOException, SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(script(script));
        }
    }

    private static String script(String name) throws IOException {
        try (InputStream script = Fleet.class.getResourceAsStream(name)) {
            return script == null ? FleetScripts.read(name) : new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
