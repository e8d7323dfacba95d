// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What nights keep of the way of commits to systems says what their rows say, counted here one by one. */
class RolloutIT {

    private static final int NIGHTS = 24;
    private static final int REWRITTEN_AT = 24 * 14;

    /** The branch before it was rewritten, and after; the oldest commit first. */
    private static final List<String> BEFORE = List.of("a1", "a2", "a3", "a4", "b5", "b6");

    private static final List<String> AFTER = List.of("a1", "a2", "a3", "a4", "c5", "c6", "c7", "c8");

    private static final Map<String, Integer> HOURS = Map.of(
            "a1", 1, "a2", 40, "a3", 40, "a4", 110, "b5", 150, "b6", 200, "c5", 180, "c6", 300, "c7", 400, "c8", 401);

    private static final List<String> HOSTS = List.of("h1", "h2", "h3", "h4", "h5", "h6", "h7");
    private static final List<String> OWNERS = List.of("amy", "ben");
    private static final List<String> STATUSES = List.of("Up to Date", "Outdated", "Unknown State", "Offline");

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    /** A row of a night: what its system runs, or is taken to run. */
    private record Row(
            String host,
            @Nullable String flake,
            String owner,
            String status,
            @Nullable String basis,
            @Nullable String commit,
            Instant deployedAt) {}

    private final Set<String> commits = new HashSet<>();
    private final Map<String, String> recipes = new HashMap<>();
    private final TreeMap<Instant, List<Row>> nights = new TreeMap<>();

    @BeforeEach
    void clear() {
        POSTGRES.clear();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void should_say_what_the_rows_of_each_night_say_when_nights_are_packed_and_thinned_out(long seed) {
        Random random = new Random(seed);
        flake(random);
        List<Integer> order = new ArrayList<>(IntStream.range(0, NIGHTS).boxed().toList());
        if (random.nextBoolean()) {
            // nights of the past are computed later
            Collections.shuffle(order, random);
        }
        Map<Integer, List<Row>> rows = rows(random);
        for (int night : order) {
            publish(Fleet.hour(24.0 * night + 2), rows.getOrDefault(night, List.of()));
            if (random.nextInt(4) == 0) {
                POSTGRES.dsl().execute("select history.pack_older_snapshots()");
            }
        }
        Map<String, String> curves = expectedCurves();
        Map<String, Integer> arrivals = expectedArrivals();

        assertThat(curves()).isEqualTo(curves);
        assertThat(arrivals()).isEqualTo(arrivals).isNotEmpty();

        POSTGRES.dsl().execute("select history.pack_older_snapshots()");
        int thinned = POSTGRES.dsl()
                .execute(
                        "delete from history.snapshots where id in (select id from history.prunable_snapshots("
                                + "?::timestamptz))",
                        Fleet.hour(24 * 500).toString());
        POSTGRES.dsl().execute("select history.delete_orphans()");

        assertThat(thinned).isPositive();
        assertThat(curves()).isEqualTo(curves);
        assertThat(arrivals()).isEqualTo(arrivals);
    }

    @Test
    void should_count_each_arrival_once_when_a_night_that_was_thinned_out_is_computed_again() {
        new Fleet(POSTGRES.dsl()).flake("infra").commit("infra", "a1", 1).commit("infra", "a2", 2);
        Row old = new Row("h1", "infra", "amy", "Outdated", "store-path", "a1", Fleet.hour(3));
        Row moved = new Row("h1", "infra", "amy", "Outdated", "store-path", "a2", Fleet.hour(30));
        publish(Fleet.hour(24), List.of(old));
        publish(Fleet.hour(48), List.of(moved));
        publish(Fleet.hour(72), List.of(moved));

        remove(Fleet.hour(48));
        remove(Fleet.hour(72));
        publish(Fleet.hour(72), List.of(moved));
        Map<String, Integer> coarser = arrivals();
        publish(Fleet.hour(48), List.of(moved));

        assertThat(coarser).isEqualTo(Map.of(Fleet.hour(72) + " amy 28", 1));
        assertThat(arrivals()).isEqualTo(Map.of(Fleet.hour(48) + " amy 28", 1));
    }

    @Test
    void should_count_no_arrival_when_commits_have_no_date() {
        new Fleet(POSTGRES.dsl()).flake("infra").commit("infra", "a1", 1).commit("infra", "a2", 2);
        POSTGRES.dsl().execute("update inventory.commits set commit_timestamp = '-infinity'");

        publish(Fleet.hour(24), List.of(new Row("h1", "infra", "amy", "Outdated", "store-path", "a1", Fleet.hour(3))));
        publish(
                Fleet.hour(48),
                List.of(new Row("h1", "infra", "amy", "Up to Date", "store-path", "a2", Fleet.hour(30))));

        assertThat(arrivals()).isEmpty();
    }

    @Test
    void should_take_over_the_subject_of_a_commit_when_it_is_imported_after_a_night() {
        new Fleet(POSTGRES.dsl()).flake("infra").commit("infra", "a1", 1);
        Row row = new Row("h1", "infra", "amy", "Up to Date", "store-path", "a1", Fleet.hour(3));
        publish(Fleet.hour(24), List.of(row));

        POSTGRES.dsl().execute("update inventory.commits set subject = 'Add a host', author = 'Amy'");
        publish(Fleet.hour(48), List.of(row));

        assertThat(POSTGRES.dsl().fetchValues("select subject || ', ' || author from history.rollout_commits"))
                .hasToString("[Add a host, Amy]");
    }

    @Test
    void should_give_the_least_hours_that_a_share_needed_when_arrivals_are_added_up() {
        POSTGRES.dsl().execute("""
                        insert into history.arrivals (flake, as_of, environment, owner, hours, pairs)
                        values ('infra', '2026-01-31T23:00:00Z', 'prod', 'amy', '{1,5}', '{10,8}')
                             , ('infra', '2026-02-01T01:00:00Z', 'prod', null, '{7}', '{1}')
                             , ('web', '2026-01-02T02:00:00Z', 'test', 'amy', '{90}', '{2}')
                        """);

        assertThat(POSTGRES.dsl().fetch("""
                                select t.kind, t.name, t.month, t.pairs, t.median_hours, t.p95_hours
                                  from history.arrival_times('2026-01-01T00:00:00Z', '2026-03-01T00:00:00Z') as t
                                 order by t.kind, t.name nulls first, t.month
                                """).map(row -> row.intoList().toString()))
                .containsExactly(
                        "[environment, prod, 2026-01-01, 18, 1, 5]",
                        "[environment, prod, 2026-02-01, 1, 7, 7]",
                        "[environment, test, 2026-01-01, 2, 90, 90]",
                        "[flake, infra, 2026-01-01, 18, 1, 5]",
                        "[flake, infra, 2026-02-01, 1, 7, 7]",
                        "[flake, web, 2026-01-01, 2, 90, 90]",
                        "[fleet, null, 2026-01-01, 20, 1, 90]",
                        "[fleet, null, 2026-02-01, 1, 7, 7]",
                        "[owner, null, 2026-02-01, 1, 7, 7]",
                        "[owner, amy, 2026-01-01, 20, 1, 90]");
    }

    private static void remove(Instant asOf) {
        POSTGRES.dsl().execute("delete from history.snapshots where as_of = ?::timestamptz", asOf.toString());
    }

    private void flake(Random random) {
        Fleet fleet = new Fleet(POSTGRES.dsl()).flake("infra").flake("other");
        imported(fleet, 210, BEFORE);
        imported(fleet, REWRITTEN_AT, AFTER.subList(0, 6));
        imported(fleet, 402, AFTER);
        for (List<String> line : List.of(BEFORE, AFTER)) {
            for (int i = 0; i < line.size(); i++) {
                for (String host : HOSTS) {
                    String key = line.get(i) + host;
                    if (!recipes.containsKey(key) && random.nextInt(6) > 0) {
                        String before = i == 0 ? null : recipes.get(line.get(i - 1) + host);
                        recipes.put(key, before != null && random.nextInt(3) == 0 ? before : key);
                        fleet.recipe("infra", line.get(i), host, recipes.get(key), null, "complete");
                    }
                }
            }
        }
    }

    private void imported(Fleet fleet, int hour, List<String> line) {
        line.stream().filter(commits::add).forEach(commit -> fleet.commit("infra", commit, hourOf(commit)));
        fleet.imported("infra", hour, line.toArray(String[]::new));
    }

    /** Systems mostly stay, sometimes go on, sometimes back; some nights are the same as the one before. */
    private static Map<Integer, List<Row>> rows(Random random) {
        Map<Integer, List<Row>> rows = new HashMap<>();
        List<Row> last = new ArrayList<>();
        HOSTS.forEach(host -> last.add(row(host, 0, random)));
        for (int night = 0; night < NIGHTS; night++) {
            if (random.nextInt(3) > 0) {
                for (int host = 0; host < HOSTS.size(); host++) {
                    if (random.nextInt(4) == 0) {
                        last.set(host, row(HOSTS.get(host), night, random));
                    }
                }
            }
            rows.put(night, List.copyOf(last.subList(0, random.nextInt(5) == 0 ? HOSTS.size() - 1 : HOSTS.size())));
        }
        return rows;
    }

    private static Row row(String host, int night, Random random) {
        List<String> known = line(Fleet.hour(24.0 * night + 2));
        String status = STATUSES.get(random.nextInt(7) == 0 ? 2 + random.nextInt(2) : random.nextInt(2));
        boolean isMeasured = status.equals("Up to Date") || status.equals("Outdated");
        return new Row(
                host,
                random.nextInt(15) == 0 ? "other" : random.nextInt(20) == 0 ? null : "infra",
                OWNERS.get(random.nextInt(OWNERS.size())),
                status,
                isMeasured ? List.of("store-path", "revision", "name").get(random.nextInt(9) / 4) : null,
                isMeasured && !known.isEmpty() ? known.get(Math.max(0, known.size() - 1 - random.nextInt(4))) : null,
                Fleet.hour(24.0 * night - random.nextInt(30)));
    }

    private static List<String> line(Instant asOf) {
        boolean isRewritten = !asOf.isBefore(Fleet.hour(REWRITTEN_AT));
        return (isRewritten ? AFTER : BEFORE)
                .stream().filter(commit -> !countsFrom(commit).isAfter(asOf)).toList();
    }

    private static int hourOf(String commit) {
        return HOURS.getOrDefault(commit, 0);
    }

    private static Instant countsFrom(String commit) {
        int hour = hourOf(commit);
        return Fleet.hour(commit.equals("c5") || commit.equals("c6") ? Math.max(hour, REWRITTEN_AT) : hour);
    }

    private void publish(Instant asOf, List<Row> rows) {
        nights.put(asOf, rows);
        Object id = POSTGRES.dsl().fetchValue("""
                        insert into history.snapshots
                               (as_of, matching, run_trigger, silent_after, stale_after, rollcall_version, rules_version, opened_at
                             , published_at, systems, up_to_date, outdated, unknown_state, offline, silent, pinned)
                        values (?::timestamptz, 'evidence', 'run', '4 hours', '1 day', 'test', 2, now(), now(), 0, 0, 0, 0, 0, 0, 0)
                        returning id
                        """, asOf.toString());
        for (Row row : rows) {
            boolean isByName = "name".equals(row.basis());
            String hash = row.commit() == null ? null : Fleet.hash(row.commit());
            POSTGRES.dsl()
                    .execute(
                            """
                            insert into history.recent_statuses
                                   (snapshot_id, hostname, flake, owner, status, reason, basis, running_commit, evaluated_commit
                                 , deployed_at, silent)
                            values (?, ?, ?, ?, ?, 'because', ?, ?, ?, ?::timestamptz, false)
                            """,
                            id,
                            row.host(),
                            row.flake(),
                            row.owner(),
                            row.status(),
                            row.basis(),
                            isByName ? null : hash,
                            isByName ? hash : Fleet.hash("a1"),
                            row.deployedAt().toString());
        }
        POSTGRES.dsl().execute("""
                        select history.keep_rollout(p.id)
                          from history.published_snapshots as p
                         where p.id = ? or p.previous_id = ?
                        """, id, id);
    }

    private Map<String, String> expectedCurves() {
        Map<String, String> curves = new TreeMap<>();
        nights.forEach((asOf, rows) -> {
            List<Row> reporting = rows.stream()
                    .filter(row -> "infra".equals(row.flake()) && !row.status().equals("Offline"))
                    .toList();
            List<String> line = line(asOf);
            for (int place = 0; place < line.size() && !reporting.isEmpty(); place++) {
                int least = place;
                long reached = reporting.stream()
                        .filter(row -> row.commit() != null && line.indexOf(row.commit()) >= least)
                        .count();
                curves.put(line.get(place) + " " + asOf, reached + " of " + reporting.size());
            }
        });
        return curves;
    }

    private static Map<String, String> curves() {
        Map<String, String> curves = new TreeMap<>();
        POSTGRES.dsl()
                .fetch("""
                        select rtrim(c.git_commit_hash, '0') as commit, r.as_of, r.reached, r.systems
                          from history.rollout_curves(array(select id from history.rollout_commits where flake = 'infra'), 'infinity') as r
                          join history.rollout_commits as c
                            on c.id = r.commit_id
                        """)
                .forEach(row -> curves.put(
                        row.get("commit", String.class) + " "
                                + row.get("as_of", OffsetDateTime.class).toInstant(),
                        row.get("reached", int.class) + " of " + row.get("systems", int.class)));
        return curves;
    }

    private Map<String, Integer> expectedArrivals() {
        Map<String, Integer> arrivals = new TreeMap<>();
        Map<String, Row> before = new HashMap<>();
        nights.forEach((asOf, rows) -> {
            for (Row row : rows) {
                Row old = before.get(row.host());
                if (old != null && isKnown(old) && isKnown(row)) {
                    List<String> line = line(asOf);
                    int from = line.indexOf(old.commit());
                    int to = line.indexOf(row.commit());
                    for (int place = from + 1; from >= 0 && place <= to; place++) {
                        String own = recipes.get(line.get(place) + row.host());
                        if (own == null || !own.equals(recipes.get(line.get(place - 1) + row.host()))) {
                            Duration taken = Duration.between(countsFrom(line.get(place)), row.deployedAt());
                            long hours = Math.max(0, Math.round(taken.toSeconds() / 3600.0));
                            arrivals.merge(asOf + " " + row.owner() + " " + hours, 1, Integer::sum);
                        }
                    }
                }
            }
            before.clear();
            rows.forEach(row -> before.put(row.host(), row));
        });
        return arrivals;
    }

    private static boolean isKnown(Row row) {
        return "infra".equals(row.flake()) && row.commit() != null && !"name".equals(row.basis());
    }

    private static Map<String, Integer> arrivals() {
        Map<String, Integer> arrivals = new TreeMap<>();
        POSTGRES.dsl()
                .fetch("""
                        select a.as_of, a.owner, n.hours, n.pairs
                          from history.arrivals as a
                         cross join lateral unnest(a.hours, a.pairs) as n (hours, pairs)
                         where a.flake = 'infra'
                        """)
                .forEach(row -> arrivals.put(
                        row.get("as_of", OffsetDateTime.class).toInstant() + " " + row.get("owner") + " "
                                + row.get("hours"),
                        row.get("pairs", int.class)));
        return arrivals;
    }
}
