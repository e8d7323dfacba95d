// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.table;

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

class RetentionIT {

    private static final Instant NOW = Instant.parse("2026-11-23T02:00:00Z");
    private static final List<String> HOSTS = List.of("caliban", "pluto", "titan");
    private static final List<String> STATUSES = List.of("Up to Date", "Outdated", "Unknown State", "Offline");

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @BeforeEach
    void clear() {
        POSTGRES.clear();
    }

    @Test
    void should_keep_all_then_days_then_weeks_when_nothing_changes() {
        for (int day = 0; day < 500; day++) {
            publish("evidence", NOW.minus(Duration.ofDays(day)), List.of("Up to Date"));
            publish("evidence", NOW.minus(Duration.ofDays(day)).minus(Duration.ofHours(1)), List.of("Up to Date"));
        }

        thin(NOW);

        assertThat(between(0, 35)).isEqualTo(2 * 35 + 1L);
        assertThat(between(36, 400)).isEqualTo(365L);
        assertThat(between(401, 499)).isBetween(14L, 16L);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void should_keep_the_stories_when_a_random_history_was_pruned(long seed) {
        Random random = new Random(seed);
        randomHistory(random, "evidence");
        randomHistory(random, "name");
        if (random.nextBoolean()) {
            countChanges();
        }
        if (random.nextBoolean()) {
            POSTGRES.dsl().execute("select history.pack_older_snapshots()");
        }
        List<String> before = stories();
        long snapshots = count();

        // as nightly runs would, and once more later
        thin(NOW.minus(Duration.ofDays(random.nextInt(200))));
        thin(NOW);
        List<String> after = stories();
        thin(NOW.plus(Duration.ofDays(random.nextInt(600))));

        assertThat(count()).isLessThan(snapshots);
        assertThat(after).isEqualTo(before);
        assertThat(stories()).isEqualTo(before);
        assertThat(wronglyCounted()).isEqualTo(0);
    }

    @Test
    void should_remove_the_rows_with_the_snapshot_when_one_is_deleted() {
        publish("evidence", NOW, List.of("Up to Date", "Outdated"));
        publish("evidence", NOW.minus(Duration.ofDays(1)), List.of("Up to Date"));

        POSTGRES.dsl().execute("delete from history.snapshots where as_of = ?::timestamptz", NOW.toString());

        assertThat(POSTGRES.dsl().fetchValues("select status from history.recent_statuses"))
                .hasToString("[Up to Date]");
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void should_remove_all_rows_when_the_snapshots_are_truncated() {
        publish("evidence", NOW, List.of("Up to Date", "Outdated"));

        POSTGRES.dsl().execute("truncate history.snapshots cascade");

        assertThat(POSTGRES.dsl().fetchCount(table("history.recent_statuses"))).isZero();
    }

    /** Nights and hours of two years with gaps; statuses stay for a while, hosts join and leave. */
    private static void randomHistory(Random random, String matching) {
        List<@Nullable String> statuses = new ArrayList<>();
        HOSTS.forEach(host -> statuses.add(null));
        Instant instant = NOW.minus(Duration.ofDays(700));
        for (int i = 0; i < 120 && instant.isBefore(NOW); i++) {
            for (int host = 0; host < HOSTS.size(); host++) {
                if (random.nextInt(12) == 0) {
                    int status = random.nextInt(STATUSES.size() + 1);
                    statuses.set(host, status == STATUSES.size() ? null : STATUSES.get(status));
                }
            }
            publish(matching, instant, statuses);
            instant = instant.plus(random.nextBoolean() ? Duration.ofHours(5) : Duration.ofDays(random.nextInt(12)))
                    .plusSeconds(1 + random.nextInt(7200));
        }
    }

    private static void publish(String matching, Instant asOf, List<@Nullable String> statuses) {
        DSLContext dsl = POSTGRES.dsl();
        Object id = dsl.fetchValue("""
                        insert into history.snapshots
                               (as_of, matching, run_trigger, silent_after, stale_after, rollcall_version, rules_version, opened_at
                             , published_at, systems, up_to_date, outdated, unknown_state, offline, silent, pinned)
                        values (?::timestamptz, ?, 'run', '4 hours', '1 day', 'test', 2, now(), now(), 0, 0, 0, 0, 0, 0, 0)
                        returning id
                        """, asOf.toString(), matching);
        for (int host = 0; host < statuses.size(); host++) {
            if (statuses.get(host) != null) {
                dsl.execute("""
                                insert into history.recent_statuses
                                       (snapshot_id, hostname, status, reason, running_commit, silent)
                                values (?, ?, ?, 'because', ?, false)
                                """, id, HOSTS.get(host), statuses.get(host), statuses.get(host) + host);
            }
        }
    }

    private static void countChanges() {
        POSTGRES.dsl().execute("""
                        update history.snapshots as s
                           set changed_systems = history.count_changed_systems(p.previous_id, p.id)
                          from history.published_snapshots as p
                         where p.id = s.id
                        """);
    }

    private static void thin(Instant now) {
        POSTGRES.dsl()
                .execute(
                        "delete from history.snapshots where id in (select id from history.prunable_snapshots(?::timestamptz))",
                        now.toString());
    }

    private static List<String> stories() {
        List<String> stories = new ArrayList<>();
        for (String matching : List.of("evidence", "name")) {
            for (String host : HOSTS) {
                POSTGRES.dsl()
                        .fetch("select * from history.system_story(?, ?) order by as_of", host, matching)
                        .forEach(change -> stories.add(host + " " + matching + " " + change.intoMap()));
            }
        }
        return stories;
    }

    private static Object wronglyCounted() {
        return POSTGRES.dsl().fetchValue("""
                        select count(*)::integer
                          from history.published_snapshots as p
                         where p.changed_systems <> history.count_changed_systems(p.previous_id, p.id)
                        """);
    }

    private static long count() {
        return (Long) POSTGRES.dsl().fetchValue("select count(*) from history.published_snapshots");
    }

    private static long between(int fromDays, int toDays) {
        return (Long) POSTGRES.dsl()
                .fetchValue(
                        "select count(*) from history.published_snapshots where as_of between ?::timestamptz and ?::timestamptz",
                        NOW.minus(Duration.ofDays(toDays)).toString(),
                        NOW.minus(Duration.ofDays(fromDays)).toString());
    }
}
