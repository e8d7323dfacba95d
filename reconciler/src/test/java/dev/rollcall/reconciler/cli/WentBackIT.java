// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.reconciler.RollcallProgram;
import dev.rollcall.reconciler.RollcallProgram.Outcome;
import dev.rollcall.schema.Fleet;
import dev.rollcall.schema.PostgresExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The flake infra has the commits a, b and c of the hours 1, 2 and 3, whose closures have their names; a night a day. */
class WentBackIT {

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @TempDir
    Path folder;

    @BeforeEach
    void threeCommits() {
        POSTGRES.clear();
        fleet().flake("infra")
                .commit("infra", "a", 1)
                .commit("infra", "b", 2)
                .commit("infra", "c", 3)
                .evaluation("infra", "a", "web", "a")
                .evaluation("infra", "b", "web", "b")
                .evaluation("infra", "c", "web", "c")
                .system("web", "infra")
                .owner("web", "ops");
    }

    @Test
    void should_show_a_rollback_everywhere_when_nights_are_imported_and_run() throws IOException {
        importing("states", state("web", "c", 5));
        run(24);
        importing("states", state("web", "b", 30));

        Outcome second = run(48, "--on-change", "cat > changes.json", "--summary", "summary.md", "--metrics", "m.prom");

        assertThat(second.exitCode()).as(second.err()).isZero();
        assertThat(page(48, "changes.html"))
                .startsWith("1 rollback, 1 system got worse")
                .contains("1 rollback to an older commit")
                .contains("Went back to an older commit A deployment of an older commit, or a rollback on the machine"
                        + " Host Night Flake Commit web 2026-01-03 00:00 infra c00000000000 → then"
                        + " b00000000000");
        assertThat(page(48, "index.html")).contains("earlier: 1 rollback, 1 got worse .");
        assertThat(page(48, "../systems/web.html")).contains("b00000000000 went back from c00000000000");
        assertThat(Files.readString(folder.resolve("summary.md")))
                .contains("| Went back to an older commit | 1 | web |");
        assertThat(Files.readString(folder.resolve("m.prom"))).contains("rollcall_went_back_systems 1.0");
        assertThat(Files.readString(folder.resolve("changes.json")))
                .isEqualTo(rollcall("diff", "--format", "json").out());
        assertThat(rollbacks()).containsExactly("""
                { "hostname" : "web", "flake" : "infra", "as_of" : "2026-01-03T00:00:00Z", "from" : "%s", "to" : "%s" }\
                """.formatted(Fleet.hash("c"), Fleet.hash("b")));
        assertThat(rollcall("diff").out())
                .contains("Went back to an older commit: 1 time\n"
                        + "  HOST  FLAKE  NIGHT (UTC)       COMMIT\n"
                        + "  web   infra  2026-01-03 00:00  c00000000000 → b00000000000\n");
        assertThat(rollcall("diff", "--format", "markdown").out())
                .contains("**Went back to an older commit: 1 time**", "| web | infra | 2026-01-03 00\\:00 | ");
        assertThat(rollcall("history", "web").out()).contains("b00000000000, back from c00000000000");
        assertThat(rollcall("history", "web", "--format", "csv").out())
                .contains(Fleet.hash("b") + ",2,run," + Fleet.hash("c") + "\n");
        assertThat(rollcall("history", "web", "--format", "json").out())
                .contains("\"went_back_from\" : null", "\"went_back_from\" : \"" + Fleet.hash("c") + "\"");
    }

    @Test
    void should_be_an_event_of_its_own_night_when_two_far_nights_are_compared() {
        fleet().state("web", "a", 5).state("web", "c", 30).state("web", "b", 54);
        run(24);
        run(48);
        run(72);

        assertThat(rollcall("diff", "1", "3").out())
                .contains("Went back to an older commit: 1 time", "2026-01-04 00:00  c00000000000 → b00000000000");
        assertThat(rollcall("diff", "1", "2").out()).doesNotContain("Went back");
        assertThat(rollcall("diff", "3", "1").out()).doesNotContain("Went back");
    }

    @Test
    void should_not_go_back_when_a_newer_commit_builds_the_old_closure_again() {
        fleet().commit("infra", "revert", 28).evaluation("infra", "revert", "web", "a");
        fleet().state("web", "c", 5).state("web", "a", 30);
        run(24);
        run(48);

        assertThat(rollbacks()).isEmpty();
        assertThat(rollcall("diff").out()).contains("c00000000000 → revert000000");
    }

    @Test
    void should_not_go_back_when_what_it_runs_is_only_known_as_an_older_commit_and_it_was_not_deployed() {
        // d builds what c builds, until a force push withdraws it
        fleet().commit("infra", "d", 4)
                .imported("infra", 5, "a", "b", "c", "d")
                .evaluation("infra", "d", "web", "c")
                .state("web", "c", 6);
        run(24);
        fleet().imported("infra", 30, "a", "b", "c");
        run(48);

        assertThat(rollcall("diff").out()).contains("COMMIT", "d00000000000 → c00000000000");
        assertThat(rollbacks()).isEmpty();
    }

    @Test
    void should_count_rollbacks_and_link_no_system_that_left_when_the_baseline_is_nights_back() throws IOException {
        fleet().state("web", "c", 5).state("web", "b", 30).state("web", "c", 54).state("web", "a", 78);
        for (int day = 1; day <= 4; day++) {
            run(24 * day);
        }
        String linked = html(24 * 4, "changes.html");
        fleet().inactive("web");
        run(24 * 5);

        Outcome report = rollcall(
                "report",
                "--against",
                "1",
                "--out",
                "rollcall-report",
                "--overwrite",
                "--metrics",
                "m.prom",
                "--summary",
                "summary.md");

        assertThat(report.exitCode()).as(report.err()).isZero();
        assertThat(Files.readString(folder.resolve("m.prom"))).contains("rollcall_went_back_systems 0.0");
        assertThat(Files.readString(folder.resolve("summary.md")))
                .contains("| Went back to an older commit | 2 times | web |");
        assertThat(page(24 * 5, "changes.html")).startsWith("2 rollbacks, 1 system left ");
        assertThat(page(24 * 5, "index.html")).contains("earlier: 2 rollbacks, 1 left .");
        assertThat(linked).contains("\"><bdi>web</bdi></a>");
        assertThat(html(24 * 5, "changes.html")).contains("<bdi>web</bdi>").doesNotContain("<bdi>web</bdi></a>");
    }

    @Test
    void should_go_back_from_a_withdrawn_commit_and_to_one_but_not_forward_when_a_branch_was_rewritten() {
        fleet().imported("infra", 5, "a", "b", "c")
                .commit("infra", "d", 28)
                .evaluation("infra", "d", "web", "d")
                .imported("infra", 29, "a", "b", "d")
                .state("web", "c", 6)
                .state("web", "b", 30)
                .state("web", "d", 54)
                .state("web", "c", 78);
        for (int day = 1; day <= 4; day++) {
            run(24 * day);
        }

        assertThat(rollcall("diff", "1", "4").out())
                .contains("Went back to an older commit: 2 times")
                .contains("2026-01-05 00:00  d00000000000 → c00000000000")
                .contains("2026-01-03 00:00  c00000000000 → b00000000000");
    }

    @Test
    void should_follow_the_line_and_not_the_dates_when_a_child_is_dated_before_its_parent() {
        fleet().flake("skewed")
                .commit("skewed", "parent", 20)
                .commit("skewed", "child", 10)
                .imported("skewed", 21, "parent", "child")
                .evaluation("skewed", "parent", "db", "parent")
                .evaluation("skewed", "child", "db", "child")
                .system("db", "skewed")
                .state("db", "parent", 22)
                .state("db", "child", 30)
                .state("db", "parent", 54);
        run(24);
        run(48);
        run(72);

        assertThat(rollcall("diff", "1", "3").out())
                .contains("Went back to an older commit: 1 time", "db    skewed  2026-01-04 00:00");
    }

    @Test
    void should_compare_nothing_when_a_night_does_not_know_what_ran_or_the_flake_is_another() throws IOException {
        fleet().flake("other")
                .commit("other", "o", 0.5)
                .evaluation("other", "o", "moves", "o")
                .evaluation("infra", "c", "moves", "m")
                .system("moves", "infra")
                .state("moves", "m", 5)
                .system("new", "infra")
                .evaluation("infra", "a", "new", "n")
                .state("new", "n", 30)
                .state("web", "c", 5)
                .state("web", "by hand", 30)
                .state("web", "a", 54);
        run(24);
        importing("systems", "{'hostname':'moves','flake':'other'}");
        importing("states", state("moves", "o", 30));
        run(48);
        run(72);

        assertThat(rollcall("diff", "1", "3").out()).contains("infra → other").doesNotContain("Went back");
    }

    @Test
    void should_find_the_same_when_a_night_is_computed_again_or_another_comes_between() {
        fleet().state("web", "c", 5).state("web", "b", 30).state("web", "a", 54);
        run(24);
        run(72);
        List<String> far = rollbacks();

        run(48);
        List<String> near = rollbacks();
        POSTGRES.dsl().execute("delete from history.snapshots where as_of = '2026-01-04Z'");
        run(72);

        assertThat(far).singleElement().asString().contains(Fleet.hash("c"), Fleet.hash("a"));
        assertThat(near).singleElement().asString().contains(Fleet.hash("b"), Fleet.hash("a"));
        assertThat(rollbacks()).isEqualTo(near);
        assertThat(rollcall("diff", "1", "latest").out()).contains("Went back to an older commit: 2 times");
    }

    @Test
    void should_keep_the_night_and_the_story_when_the_history_is_thinned() {
        // outdated before and after, on a Saturday: the night changes no status and is not the last of its week
        fleet().state("web", "b", 5).state("web", "a", 26);
        rollcall("backfill", "--from", "2026-01-02T00:00:00Z", "--to", "2026-01-15T00:00:00Z", "--reports", "none");
        String story = rollcall("history", "web", "--format", "csv").out();

        rollcall("prune");

        assertThat(story.lines()).hasSize(3);
        assertThat(rollcall("history", "web", "--format", "csv").out()).isEqualTo(story);
        assertThat(rollcall("history", "--format", "csv").out())
                .contains("2026-01-03T00:00:00Z")
                .doesNotContain("2026-01-05T00:00:00Z");
    }

    @Test
    void should_find_the_flake_whose_systems_get_no_new_closure_when_they_have_awaited_one_for_14_days() {
        fleet().system("frozen", "infra")
                .evaluation("infra", "a", "frozen", "f")
                .evaluation("infra", "b", "frozen", "g")
                .system("moving", "infra")
                .evaluation("infra", "a", "moving", "m")
                .evaluation("infra", "b", "moving", "n")
                .evaluation("infra", "c", "moving", "o")
                .state("frozen", "f", 5)
                .state("frozen", "f", 300)
                .state("moving", "m", 5)
                .state("moving", "n", 300)
                .state("web", "c", 5);
        run(24);
        run(24 * 15 - 1);
        String before = findings();

        run(24 * 15);

        assertThat(before).isEmpty();
        assertThat(findings()).isEqualTo("infra: 1 of 3 systems: frozen");
    }

    private static String findings() {
        return String.join(", ", POSTGRES.dsl().fetch("""
                        select subject || ': ' || detail from history.findings
                         where finding = 'no-new-closure' order by snapshot_id desc, subject
                        """).getValues(0, String.class));
    }

    private List<String> rollbacks() {
        String json = rollcall("diff", "--format", "json").out().replaceAll("\\s+", " ");
        String list = json.replaceFirst(".*\"rollbacks\" : \\[ ?(.*?) ?\\] \\}.*", "$1");
        return list.isEmpty() ? List.of() : List.of(list.split("(?<=\\}), "));
    }

    /** The text of a page of a night that was made. */
    private String page(int hour, String name) throws IOException {
        return html(hour, name)
                .replaceAll("<[^>]*>", " ")
                .replaceAll("[\\s\u00a0]+", " ")
                .strip();
    }

    private String html(int hour, String name) throws IOException {
        String night = Fleet.hour(hour).toString().replace(":", "").replace("Z", "Z-");
        try (Stream<Path> folders = Files.list(folder.resolve("rollcall-report"))) {
            Path made = folders.filter(path -> path.getFileName().toString().startsWith(night))
                    .findFirst()
                    .orElseThrow();
            String html = Files.readString(made.resolve(name).normalize());
            return html.substring(html.indexOf("<main"), html.indexOf("</main>"));
        }
    }

    private Outcome run(double hour, String... options) {
        String[] line = Stream.concat(Stream.of("run"), Stream.of(options)).toArray(String[]::new);
        Outcome outcome = at(Fleet.hour(hour), line);
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        return outcome;
    }

    private Outcome rollcall(String... line) {
        return at(Fleet.hour(24 * 1000), line);
    }

    private Outcome at(Instant now, String... line) {
        return RollcallProgram.in(folder, now).on(POSTGRES.settings()).run(line);
    }

    private void importing(String kind, String line) throws IOException {
        Path file = folder.resolve(kind + ".jsonl");
        Files.writeString(file, line.replace('\'', '"') + "\n");
        Outcome imported = rollcall("import", file.toString());
        assertThat(imported.exitCode()).as(imported.err()).isZero();
    }

    private static String state(String host, String closure, double hour) {
        return "{'hostname':'" + host + "','store_path':'" + Fleet.closure(closure) + "','timestamp':'"
                + Fleet.hour(hour) + "'}";
    }

    private static Fleet fleet() {
        return new Fleet(POSTGRES.dsl());
    }
}
