// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A packed night shows the same as before packing, through every interface. */
class PackingIT {

    private static final Instant NOW = Instant.parse("2026-11-23T02:00:00Z");
    private static final int HOSTS = 600;

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @BeforeEach
    void clear() {
        POSTGRES.clear();
        POSTGRES.dsl().execute("truncate history.packed_systems, history.packed_verdicts cascade");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void should_show_the_same_rows_when_older_nights_are_packed(long seed) {
        Random random = new Random(seed);
        for (int night = 0; night < 6; night++) {
            publish(random.nextBoolean() ? "evidence" : "name", NOW.plus(Duration.ofDays(night)), random);
        }
        List<String> plain = everything();

        POSTGRES.dsl().transaction(session -> {
            session.dsl().execute("set local timezone = 'Asia/Kathmandu'");
            session.dsl().execute("select history.pack_older_snapshots()");
        });

        assertThat(everything()).isEqualTo(plain);
        assertThat(plainSnapshots()).isLessThanOrEqualTo(2L);
    }

    @Test
    void should_pack_a_past_night_at_once_and_keep_the_newest_plain() {
        Random random = new Random(7);
        publish("evidence", NOW, random);
        long past = publish("evidence", NOW.minus(Duration.ofDays(3)), random);
        List<String> plain = everything();

        pack();

        assertThat(everything()).isEqualTo(plain);
        assertThat(count("history.recent_statuses where snapshot_id = " + past)).isZero();
        assertThat(plainSnapshots()).isEqualTo(1L);
    }

    @Test
    void should_not_pack_an_unpublished_snapshot() {
        Random random = new Random(8);
        long open = publish("evidence", NOW.minus(Duration.ofDays(1)), random);
        publish("evidence", NOW, random);
        POSTGRES.dsl()
                .execute("update history.snapshots set published_at = null, systems = null, up_to_date = null"
                        + ", outdated = null, unknown_state = null, offline = null, silent = null, pinned = null"
                        + " where id = " + open);

        pack();

        assertThat(count("history.packed_statuses")).isZero();
    }

    @Test
    void should_store_no_further_system_or_verdict_when_nothing_changed() {
        publish("evidence", NOW, new Random(9));
        publish("evidence", NOW.plus(Duration.ofDays(1)), new Random(9));
        pack();
        long systems = count("history.packed_systems");
        long verdicts = count("history.packed_verdicts");
        publish("evidence", NOW.plus(Duration.ofDays(2)), new Random(9));

        pack();

        assertThat(count("history.packed_systems")).isEqualTo(systems).isPositive();
        assertThat(count("history.packed_verdicts")).isEqualTo(verdicts).isPositive();
        assertThat(count("history.packed_statuses")).isPositive();
    }

    @Test
    void should_pack_each_system_once_when_an_equal_row_was_stored_twice() {
        publish("evidence", NOW, new Random(9));
        publish("evidence", NOW.plus(Duration.ofDays(1)), new Random(9));
        pack();
        POSTGRES.dsl().execute("""
                insert into history.packed_systems (
                    hostname, environment, owner, alias, store_path, deployed_at, reboot_needed, reboot_needed_since, booted_at
                )
                select hostname, environment, owner, alias, store_path, deployed_at, reboot_needed, reboot_needed_since, booted_at
                  from history.packed_systems
                """);
        publish("evidence", NOW.plus(Duration.ofDays(2)), new Random(9));
        List<String> plain = everything();

        pack();

        assertThat(everything()).isEqualTo(plain);
    }

    @Test
    void should_delete_only_what_no_night_refers_to_when_a_snapshot_is_removed() {
        long first = publish("evidence", NOW, new Random(10));
        publish("evidence", NOW.plus(Duration.ofDays(1)), new Random(11));
        publish("evidence", NOW.plus(Duration.ofDays(2)), new Random(12));
        pack();
        POSTGRES.dsl().execute("delete from history.snapshots where id = " + first);
        List<String> left = everything();
        long before = count("history.packed_systems");

        POSTGRES.dsl().execute("select history.delete_orphans()");

        assertThat(everything()).isEqualTo(left);
        assertThat(count("history.packed_systems")).isLessThan(before);
        assertThat(
                        count(
                                "history.packed_systems where id not in (select unnest(system_ids) from history.packed_statuses)"))
                .isZero();
        assertThat(
                        count(
                                "history.packed_verdicts where id not in (select unnest(verdict_ids) from history.packed_statuses)"))
                .isZero();
    }

    private static void pack() {
        POSTGRES.dsl().execute("select history.pack_older_snapshots()");
    }

    /** The rows of the view by snapshot, the stories, and the comparison of two nights. */
    private static List<String> everything() {
        DSLContext dsl = POSTGRES.dsl();
        List<String> everything = new ArrayList<>();
        dsl.fetch("select row_to_json(s)::text from history.system_statuses as s order by snapshot_id, hostname")
                .forEach(row -> everything.add(row.get(0, String.class)));
        dsl.fetch("""
                        select row_to_json(s)::text
                          from history.statuses_of(
                                 array['host 1', 'HOST 2', 'höst "3"', 'host 299', 'nobody']
                               , array(select id from history.snapshots)
                               ) as s
                         order by snapshot_id, hostname
                        """).forEach(row -> everything.add(row.get(0, String.class)));
        dsl.fetch("select row_to_json(s)::text from history.system_story('host 1') as s order by as_of")
                .forEach(row -> everything.add(row.get(0, String.class)));
        dsl.fetch("""
                        select row_to_json(c)::text
                          from history.published_snapshots as p
                         cross join lateral history.status_changes(p.previous_id, p.id) as c
                         order by p.id, c.hostname collate "C"
                        """).forEach(row -> everything.add(row.get(0, String.class)));
        return everything;
    }

    private static long plainSnapshots() {
        return (Long) POSTGRES.dsl().fetchValue("select count(distinct snapshot_id) from history.recent_statuses");
    }

    private static long count(String from) {
        return (Long) POSTGRES.dsl().fetchValue("select count(*) from " + from);
    }

    /** Systems with every column sometimes null or unusual; two generators with the same seed make the same fleet. */
    private static long publish(String matching, Instant asOf, Random random) {
        DSLContext dsl = POSTGRES.dsl();
        long id = (Long) dsl.fetchValue("""
                        insert into history.snapshots
                               (as_of, matching, run_trigger, silent_after, stale_after, rollcall_version, rules_version, opened_at
                             , published_at, systems, up_to_date, outdated, unknown_state, offline, silent, pinned)
                        values (?::timestamptz, ?, 'run', '4 hours', '1 day', 'test', 2, now(), now(), 0, 0, 0, 0, 0, 0, 0)
                        returning id
                        """, asOf.toString(), matching);
        for (int host = 0; host < HOSTS; host++) {
            if (random.nextInt(10) > 0) {
                insert(dsl, id, host, random);
            }
        }
        return id;
    }

    private static void insert(DSLContext dsl, long id, int host, Random random) {
        List<String> prefixes = List.of("host ", "HOST ", "höst \"");
        String hostname = prefixes.get(host % 3) + host + (host % 3 == 2 ? "\"" : "");
        dsl.execute(
                """
                        insert into history.recent_statuses
                        values (?, ?, ?, ?, ?, ?, 'because', ?, ?, ?, ?, ?, ?::timestamptz, ?::timestamptz, ?::timestamptz, ?, ?, ?, ?, ?
                             , ?::boolean, ?::timestamptz, ?::timestamptz)
                        """,
                id,
                hostname,
                oneOf(random, "flake", "", null),
                oneOf(random, "prod,eu", "(\"", null),
                oneOf(random, "ops", "", null),
                oneOf(random, "Up to Date", "Outdated", "Offline"),
                oneOf(random, "name", "store-path", null),
                oneOf(random, "a1", "b2", null),
                oneOf(random, "a1", null),
                oneOf(random, "c3", "b2", null),
                random.nextInt(3) == 0 ? null : random.nextInt(4),
                oneOf(random, "2026-03-29T01:59:59.123456Z", null),
                oneOf(random, "infinity", "2026-10-25T02:30:00+01:00", "2026-10-25T02:30:00+02:00", null),
                oneOf(random, "2026-11-01T00:00:00Z", null),
                random.nextBoolean(),
                oneOf(random, "/nix/store/" + host, "\\", null),
                oneOf(random, "d4", null),
                oneOf(random, "alias", "", null),
                oneOf(random, "error: infinite recursion", "", null),
                oneOf(random, "true", "false", null, null),
                oneOf(random, "2026-11-01T00:00:00Z", null, null),
                oneOf(random, "2026-10-25T02:30:00+01:00", "2026-10-25T02:30:00+02:00", null, null));
    }

    private static @Nullable String oneOf(Random random, @Nullable String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
