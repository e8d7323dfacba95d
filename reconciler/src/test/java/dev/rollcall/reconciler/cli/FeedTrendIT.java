// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.reconciler.RollcallProgram;
import dev.rollcall.reconciler.RollcallProgram.Outcome;
import dev.rollcall.schema.Fleet;
import dev.rollcall.schema.PostgresExtension;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Twelve hosts report every day of three weeks; then nearly all of them stop. */
class FeedTrendIT {

    private static final int DAYS = 21;
    private static final int HOSTS = 12;

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @TempDir
    Path folder;

    @BeforeEach
    void threeWeeks() throws IOException {
        POSTGRES.clear();
        importing("flakes", "{'name':'infra'}");
        importing(
                "commits",
                "{'flake':'infra','git_commit_hash':'" + Fleet.hash("a") + "','commit_timestamp':'" + Fleet.hour(1)
                        + "'}");
        importing("systems", lines(HOSTS, host -> "{'hostname':'h" + host + "','flake':'infra'}"));
        for (int day = 0; day < DAYS; day++) {
            report(day, HOSTS);
        }
        Outcome backfill = rollcall(
                24 * DAYS,
                "backfill",
                "--from",
                Fleet.hour(24).toString(),
                "--to",
                Fleet.hour(24 * DAYS).toString(),
                "--reports",
                "none");
        assertThat(backfill.exitCode()).as(backfill.err()).isZero();
    }

    @Test
    void should_find_the_night_it_began_with_when_nearly_all_stopped_for_two_nights() throws IOException {
        report(DAYS, 1);
        report(DAYS + 1, 1);

        String first = overview(DAYS + 1);
        String second = overview(DAYS + 2);

        assertThat(first).doesNotContain("feed-drop").contains("state 12 h old");
        assertThat(second).contains("feed-drop");
        assertThat(POSTGRES.dsl().fetchValues("select detail from history.findings where finding = 'feed-drop'"))
                .hasToString("[at most 1 in 24 h since the night of 2026-01-23T00:00:00Z, usually 12]");
        assertThat(Files.readString(folder.resolve("report.json")).replaceAll("\\s+", " "))
                .contains("\"finding\" : \"feed-drop\", \"count\" : 1");
        assertThat(findings(DAYS + 2))
                .contains("feed-drop 1 Far fewer")
                .contains("Records received")
                .contains("states 1 host 12 ")
                .contains("commits 0 commits 0 ")
                .doesNotContain("heartbeats");
    }

    @Test
    void should_count_what_the_day_before_brought_whenever_it_was_imported_and_however_often_a_night_is_run()
            throws IOException {
        report(DAYS, 7);
        // of long ago, of the future, and twice from one host
        importing("states", state("h1", DAYS - 9));
        importing("states", state("h1", DAYS + 3));
        importing("states", state("h1", DAYS).replace("T12", "T13"));
        importing("heartbeats", "{'hostname':'h2','timestamp':'" + Fleet.hour(24 * DAYS + 3) + "'}");
        importing("evals", evaluation("h1", DAYS) + "\n" + evaluation("h2", DAYS) + "\n" + evaluation("h3", DAYS - 1));

        overview(DAYS + 1);
        overview(DAYS + 1);
        rollcall(24 * (DAYS + 1) + 1, "run");
        rollcall(24 * (DAYS + 1) + 1, "run", "--matching", "name", "--out", "by-name");

        assertThat(counts(24 * (DAYS + 1))).containsExactly("commits 0", "evaluations 2", "heartbeats 1", "states 7");
        assertThat(counts(24 * (DAYS + 1) + 1)).isEqualTo(counts(24 * (DAYS + 1)));
        assertThat(POSTGRES.dsl().fetchValue("""
                        select count(*) from history.feed_counts as c
                          join history.snapshots as s on s.id = c.snapshot_id where s.matching = 'name'
                        """)).isEqualTo(0L);
        assertThat(POSTGRES.dsl().fetchValue("select count(*) from history.findings where finding = 'feed-drop'"))
                .isEqualTo(0L);
    }

    @Test
    void should_say_once_that_a_feed_is_quiet_when_nothing_comes_for_longer_than_its_threshold() throws IOException {
        importing("evals", evaluation("h1", DAYS + 8));
        rollcall(24 * (DAYS + 5), "run");
        for (int night = DAYS + 6; night <= DAYS + 9; night++) {
            rollcall(24 * night, "run");
        }

        assertThat(POSTGRES.dsl().fetchValues("""
                        select f.finding from history.findings as f
                         where f.subject = 'states' order by f.snapshot_id
                        """)).hasToString("[feed-drop, quiet-feed, quiet-feed, quiet-feed]");
    }

    private List<String> counts(double hour) {
        return POSTGRES.dsl().fetch("""
                        select c.feed || ' ' || c.arrived from history.feed_counts as c
                          join history.snapshots as s on s.id = c.snapshot_id
                         where s.as_of = ?::timestamptz and s.matching = 'evidence' order by 1
                        """, Fleet.hour(hour).toString()).getValues(0, String.class);
    }

    /** So many hosts report at noon of a day. */
    private void report(int day, int hosts) throws IOException {
        importing("states", lines(hosts, host -> state("h" + host, day)));
    }

    private String overview(int night) throws IOException {
        Outcome run = rollcall(24.0 * night, "run", "--json", "report.json");
        assertThat(run.exitCode()).as(run.err()).isZero();
        return text(Path.of(URI.create(run.out().replaceAll("(?s).*Report: (\\S+).*", "$1"))));
    }

    private String findings(int night) throws IOException {
        Outcome again = rollcall(24.0 * night, "run");
        return text(Path.of(URI.create(again.out().replaceAll("(?s).*Report: (\\S+).*", "$1")))
                .resolveSibling("findings.html"));
    }

    private static String text(Path page) throws IOException {
        String html = Files.readString(page);
        return html.substring(html.indexOf("<main"), html.indexOf("</main>"))
                .replaceAll("<[^>]*>", " ")
                .replaceAll("[\\s\u00a0]+", " ");
    }

    private Outcome rollcall(double hour, String... line) {
        Instant now = Fleet.hour(hour);
        return RollcallProgram.in(folder, now).on(POSTGRES.settings()).run(line);
    }

    private void importing(String kind, String lines) throws IOException {
        Path file = folder.resolve(kind + ".jsonl");
        Files.writeString(file, lines.replace('\'', '"') + "\n");
        Outcome imported = rollcall(24 * 1000, "import", file.toString());
        assertThat(imported.exitCode()).as(imported.err()).isZero();
    }

    private static String lines(int count, IntFunction<String> line) {
        return String.join("\n", IntStream.rangeClosed(1, count).mapToObj(line).toList());
    }

    private static String state(String host, int day) {
        return "{'hostname':'" + host + "','store_path':'" + Fleet.closure(host) + "','timestamp':'"
                + Fleet.hour(24 * day + 12) + "'}";
    }

    private static String evaluation(String host, int day) {
        return "{'attr':'" + host + "','drvPath':'" + Fleet.closure(host) + ".drv','outputs':{'out':'"
                + Fleet.closure(host) + "'},'commit':'" + Fleet.hash("a") + "','evaluatedAt':'"
                + Fleet.hour(24 * day + 12) + "'}";
    }
}
