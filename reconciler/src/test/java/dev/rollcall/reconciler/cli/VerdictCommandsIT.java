// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.reconciler.RollcallProgram;
import dev.rollcall.reconciler.RollcallProgram.Outcome;
import dev.rollcall.schema.PostgresExtension;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The verdict on a fleet that is imported, run, imported and run. */
class VerdictCommandsIT {

    private static final String FIRST = "a".repeat(40);
    private static final String SECOND = "b".repeat(40);

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @TempDir
    Path folder;

    @BeforeEach
    void importFleet() throws IOException {
        POSTGRES.clear();
        importing("flakes", "{'name':'infra'}");
        importing("commits", commit(FIRST, "2026-01-01T10:00:00Z"));
        importing("systems", "{'hostname':'web','flake':'infra'}\n{'hostname':'new','flake':'infra'}");
        importing("evals", evaluation(FIRST, "2026-01-01T11:00:00Z"));
        importing("states", state(FIRST, "2026-01-01T12:00:00Z"));
    }

    @Test
    void should_report_what_needs_attention_and_how_fresh_the_facts_are_when_nights_pass() throws IOException {
        assertThat(overview("2026-01-01T16:00:00Z"))
                .contains("1 of 2 systems needs attention")
                .contains("1 has never been deployed. 1 is up to date."
                        + " The inventory is fresh: its newest fact is 4 h old.")
                .contains("Newest facts state 4 h old, evaluation 5 h old, commit 6 h old, no heartbeat");

        importing(
                "states",
                "{'hostname':'new','store_path':'/nix/store/" + FIRST.substring(0, 32)
                        + "-x','timestamp':'2026-01-01T18:00:00Z'}");
        importing("commits", commit(SECOND, "2026-01-01T17:00:00Z"));
        importing("evals", evaluation(SECOND, "2026-01-01T17:30:00Z"));
        importing("heartbeats", "{'hostname':'web','timestamp':'2026-01-02T15:58:00Z'}");

        assertThat(overview("2026-01-02T16:00:00Z"))
                .contains("1 of 2 systems needs attention")
                .contains("1 is in Unknown State. 1 is less than a day behind."
                        + " The inventory is fresh: its newest fact is 2 min old.")
                .contains("evaluation 22 h old, commit 23 h old, heartbeat 2 min old");
        assertThat(overview("2026-01-20T16:00:00Z"))
                .contains("2 of 2 systems need attention")
                .contains("2 have not been heard from. The inventory is stale: its newest fact is 18 d old.");
    }

    @Test
    void should_distinguish_a_deployment_from_a_commit_without_effect_when_a_week_passes() throws IOException {
        importing("systems", "{'hostname':'alone','flake':'infra','owner':'ops'}\n{'hostname':'web','flake':'infra'}");
        importing("evals", evaluationOf("alone", FIRST, "kept", "2026-01-01T11:00:00Z"));
        importing("states", stateOf("alone", "kept", "2026-01-01T12:00:00Z"));
        overview("2026-01-01T16:00:00Z");
        importing("commits", commit(SECOND, "2026-01-01T17:00:00Z"));
        importing(
                "evals",
                evaluation(SECOND, "2026-01-01T17:30:00Z") + "\n"
                        + evaluationOf("alone", SECOND, "kept", "2026-01-01T17:30:00Z"));
        importing("states", state(SECOND, "2026-01-01T18:00:00Z"));

        String overview = overview("2026-01-01T20:00:00Z");
        String changes = changes("2026-01-01T20:00:00Z");

        assertThat(overview).contains("1 deployed without changing status");
        assertThat(changes)
                .contains(
                        "2 systems same status, different commit : 1 system, not deployed: a newer commit builds the same"
                                + " closure; 1 system, deployed")
                .contains("Not deployed: a newer commit builds the same closure 1 system alone ● Up to Date ops")
                .contains("Deployed 1 system web ● Up to Date –");
        importing("commits", commit("c".repeat(40), "2026-01-01T21:00:00Z"));
        importing("evals", evaluation("c".repeat(40), "2026-01-01T21:30:00Z"));
        overview("2026-01-02T02:00:00Z");
        assertThat(changes("2026-01-02T02:00:00Z"))
                .startsWith("2 systems got worse")
                .contains("▲ Outdated : not deployed: newer commits arrived");
    }

    @Test
    void should_find_systems_that_run_another_closure_than_reported_when_a_night_is_recorded() throws IOException {
        importing("commits", commit(SECOND, "2026-01-01T17:00:00Z"));
        StringBuilder systems = new StringBuilder();
        StringBuilder evaluations = new StringBuilder();
        for (String host : List.of("honest", "lies", "foreign")) {
            systems.append("{'hostname':'" + host + "','flake':'infra'}\n");
            for (String commit : List.of(FIRST, SECOND)) {
                evaluations
                        .append(evaluation(commit, "2026-01-01T17:30:00Z")
                                .replace("'web'", "'" + host + "'")
                                .replace("/nix/store/", "/nix/store/" + host + "-"))
                        .append('\n');
            }
        }
        importing("systems", systems.toString());
        importing("evals", evaluations.toString());
        importing(
                "states",
                claim("honest", "honest-" + FIRST) + "\n" + claim("lies", "lies-" + SECOND) + "\n"
                        + claim("foreign", "foreign-" + "c".repeat(40)));

        overview("2026-01-01T20:00:00Z");

        assertThat(POSTGRES.dsl()
                        .fetch("select subject from history.findings where finding = 'closure-differs-from-revision'"
                                + " order by subject")
                        .getValues(0))
                .isEqualTo(List.of("foreign", "lies"));
    }

    @Test
    void should_not_count_a_retired_system_and_keep_its_story_until_an_import_names_it() throws IOException {
        overview("2026-01-01T16:00:00Z");

        Outcome retired = rollcall("2026-01-01T17:00:00Z", "retire", "web");
        assertThat(retired.out()).startsWith("Retired web: it no longer has a status");
        assertThat(rollcall("2026-01-01T17:00:00Z", "retire", "web").out()).startsWith("web is already retired");
        assertThat(overview("2026-01-02T02:00:00Z")).contains("1 of 1 system needs attention");
        assertThat(rollcall("2026-01-02T03:00:00Z", "history", "web").out()).contains("2026-01-01", "left");

        importing("systems", "{'hostname':'web','flake':'infra'}");
        assertThat(overview("2026-01-03T00:00:00Z")).contains("1 of 2 systems needs attention");
    }

    @Test
    void should_suggest_a_name_when_no_system_of_that_name_can_be_retired() {
        Outcome outcome = rollcall("2026-01-01T17:00:00Z", "retire", "wep");

        assertThat(outcome.exitCode()).isEqualTo(ExitCode.ERROR.code());
        assertThat(outcome.err())
                .startsWith("error[unknown-system]: No system is registered as 'wep'. Did you mean web?");
        rollcall("2026-01-01T17:00:00Z", "alias", "add", "web", "www");
        rollcall("2026-01-01T17:00:00Z", "run");
        for (String command : List.of("alias add wep x", "alias remove wep", "explain wep", "history wep")) {
            Outcome mistyped = rollcall("2026-01-01T17:00:00Z", command.split(" "));
            assertThat(mistyped.exitCode()).as(command).isEqualTo(ExitCode.ERROR.code());
            assertThat(mistyped.err()).as(command).contains(" Did you mean ", "web");
        }
    }

    @Test
    void should_list_systems_that_need_attention_first_when_sorted_by_it() throws IOException {
        importing("commits", commit(SECOND, "2026-01-01T17:00:00Z"));
        importing("systems", "{\"hostname\": \"zoo\", \"flake\": \"infra\"}");

        assertThat(rollcall("2026-01-02T00:00:00Z", "status", "--format", "names")
                        .out())
                .isEqualTo("new\nweb\nzoo\n");
        assertThat(rollcall("2026-01-02T00:00:00Z", "status", "--format", "names", "--sort", "worst")
                        .out())
                .isEqualTo("new\nzoo\nweb\n");
    }

    @Test
    void should_show_its_steps_and_erase_them_when_a_run_is_watched() {
        RollcallProgram program = RollcallProgram.in(folder, Instant.parse("2026-01-02T00:00:00Z"))
                .on(POSTGRES.settings());

        assertThat(program.run("run").err()).isEmpty();
        assertThat(program.watched()
                        .run("run", "--as-of", "2026-01-01T20:00:00Z")
                        .err())
                .contains("\r  gathering the facts …", "\r  writing the report …")
                .matches("(?s).*\r *\r");
    }

    /** The text of a night's page of changes. */
    private String changes(String night) throws IOException {
        String folderOfNight = night.replace(":", "").replace("Z", "Z-");
        try (Stream<Path> folders = Files.list(folder.resolve("rollcall-report"))) {
            Path made = folders.filter(path -> path.getFileName().toString().startsWith(folderOfNight))
                    .findFirst()
                    .orElseThrow();
            return text(Files.readString(made.resolve("changes.html")));
        }
    }

    private String overview(String night) throws IOException {
        Path summary = folder.resolve("summary.md");
        Outcome run = rollcall(night, "run", "--summary", summary.toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
        String link = run.out().replaceAll("(?s).*Report: (\\S+).*", "$1");
        String page = text(Files.readString(Path.of(URI.create(link))));
        String headline = page.substring(0, page.indexOf("attention") + "attention".length());
        assertThat(Files.readString(summary)).contains("## Rollcall: " + headline + "\n");
        return page.replace(" ,", ",");
    }

    private static String text(String html) {
        return html.substring(html.indexOf("<main"), html.indexOf("</main>"))
                .replaceAll("<[^>]*>", " ")
                .replaceAll("[\\s\u00a0]+", " ")
                .strip();
    }

    private void importing(String kind, String lines) throws IOException {
        Path file = folder.resolve(kind + ".jsonl");
        Files.writeString(file, lines.replace('\'', '"') + "\n");
        Outcome imported = rollcall("2026-01-03T00:00:00Z", "import", file.toString());
        assertThat(imported.exitCode()).as(imported.err()).isZero();
    }

    private Outcome rollcall(String now, String... args) {
        return RollcallProgram.in(folder, Instant.parse(now))
                .on(POSTGRES.settings())
                .run(args);
    }

    private static String commit(String hash, String at) {
        return "{'flake':'infra','git_commit_hash':'" + hash + "','commit_timestamp':'" + at + "'}";
    }

    private static String evaluation(String commit, String at) {
        return "{'attr':'web','drvPath':'/nix/store/" + commit + ".drv','outputs':{'out':'/nix/store/" + commit
                + "'},'commit':'" + commit + "','evaluatedAt':'" + at + "'}";
    }

    private static String evaluationOf(String host, String commit, String closure, String at) {
        return evaluation(commit, at)
                .replace("'web'", "'" + host + "'")
                .replace("/nix/store/" + commit, "/nix/store/" + closure);
    }

    private static String stateOf(String host, String closure, String at) {
        return state(closure, at).replace("'web'", "'" + host + "'");
    }

    /** It reports the revision of the first commit. */
    private static String claim(String host, String closure) {
        return "{'hostname':'" + host + "','store_path':'/nix/store/" + closure + "','configuration_revision':'" + FIRST
                + "','timestamp':'2026-01-01T18:00:00Z'}";
    }

    private static String state(String closure, String at) {
        return "{'hostname':'web','store_path':'/nix/store/" + closure + "','timestamp':'" + at + "'}";
    }
}
