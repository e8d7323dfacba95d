// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.reconciler.RollcallProgram;
import dev.rollcall.reconciler.RollcallProgram.Outcome;
import dev.rollcall.schema.PostgresExtension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three nights of a flake, as a person has them: import, run, import, run, import, run. The second commit changes web and
 * db, the third all but mail, which is known by its closure, and edge, which is known by its revision alone.
 */
class RolloutCommandsIT {

    private static final String FIRST = "a".repeat(40);
    private static final String SECOND = "b".repeat(40);
    private static final String THIRD = "c".repeat(40);
    private static final String MONDAY = "2026-02-02T03:00:00Z";
    private static final String TUESDAY = "2026-02-03T03:00:00Z";
    private static final String WEDNESDAY = "2026-02-04T03:00:00Z";

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @TempDir
    Path folder;

    @BeforeEach
    void threeNights() {
        POSTGRES.clear();
        write("flakes", "{\"name\": \"infra\"}");
        write(
                "systems",
                "{\"hostname\": \"web\", \"flake\": \"infra\", \"owner\": \"amy\", \"environment\": \"prod\"}",
                "{\"hostname\": \"db\", \"flake\": \"infra\", \"owner\": \"ben\", \"environment\": \"prod\"}",
                "{\"hostname\": \"mail\", \"flake\": \"infra\", \"owner\": \"ben\"}",
                "{\"hostname\": \"edge\", \"flake\": \"infra\"}",
                "{\"hostname\": \"never\", \"flake\": \"infra\"}");
        write("commits", commit(FIRST, "2026-02-01T12:00:00Z"));
        write(
                "evals",
                built(FIRST, "web", 1),
                built(FIRST, "db", 1),
                built(FIRST, "mail", 1),
                recipe(FIRST, "edge", 1));
        write(
                "states",
                state("web", 1, "2026-02-01T13:00:00Z"),
                state("db", 1, "2026-02-01T13:00:00Z"),
                state("mail", 1, "2026-02-01T13:00:00Z"),
                revision("edge", FIRST, "2026-02-01T13:00:00Z"));
        night(MONDAY);
        write("commits", commit(SECOND, "2026-02-02T12:00:00Z"));
        write(
                "evals",
                built(SECOND, "web", 2),
                built(SECOND, "db", 2),
                built(SECOND, "mail", 2),
                recipe(SECOND, "edge", 2));
        write("states", state("web", 2, "2026-02-02T22:00:00Z"), state("mail", 2, "2026-02-02T16:00:00Z"));
        night(TUESDAY);
        write("commits", commit(THIRD, "2026-02-03T12:00:00Z"));
        write(
                "evals",
                built(THIRD, "web", 3),
                built(THIRD, "db", 3),
                built(THIRD, "mail", 2),
                recipe(THIRD, "edge", 2));
        write("states", state("web", 3, "2026-02-03T15:00:00Z"), revision("edge", SECOND, "2026-02-03T14:00:00Z"));
        night(WEDNESDAY);
    }

    @Test
    void should_count_who_runs_a_commit_or_what_it_leaves_alone_night_by_night_when_asked_for_a_commit() {
        Outcome second = rollcall("rollout", "bbbbbbb", "--format", "csv");
        Outcome third = rollcall("rollout", THIRD, "--format", "csv");

        assertThat(second.err()).isEmpty();
        assertThat(second.out()).isEqualTo("""
                flake,commit,as_of,reached,systems
                infra,%1$s,2026-02-03T03:00:00Z,2,4
                infra,%1$s,2026-02-04T03:00:00Z,3,4
                """.formatted(SECOND));
        assertThat(third.out()).isEqualTo("""
                flake,commit,as_of,reached,systems
                infra,%1$s,2026-02-04T03:00:00Z,3,4
                """.formatted(THIRD));
    }

    @Test
    void should_say_how_long_it_took_and_who_is_missing_when_asked_for_a_commit() {
        assertThat(rollcall("rollout", SECOND).out()).isEqualTo("""
                bbbbbbbbbbbb of the flake infra: change b (Amy)
                On the branch since 2026-02-02 12:00 UTC. 2026-02-04 03:00 UTC: 3 of 4 systems (75 %) run it or a later commit.

                REACHED  AFTER    ON (UTC)
                first    15 h     2026-02-03 03:00
                50 %     15 h     2026-02-03 03:00
                95 %     not yet  -
                100 %    not yet  -

                NIGHT (UTC)       RUNS ON  SHARE
                2026-02-03 03:00  2 of 4   50 %
                2026-02-04 03:00  3 of 4   75 %

                MISSING  ENVIRONMENT  OWNER  STATUS      REASON               RUNS
                db       prod         ben    ▲ Outdated  awaiting-deployment  aaaaaaaaaaaa
                """);
        assertThat(rollcall("rollout", SECOND, "--format", "json").out())
                .contains("\"seconds_to_50\" : 54000", "\"reached_95_at\" : null", "\"hostname\" : \"db\"");
    }

    @Test
    void should_list_the_commits_of_a_flake_newest_first() {
        assertThat(rollcall("rollout", "--flake", "infra", "--last", "2").out()).isEqualTo("""
                The flake infra up to the snapshot as of 2026-02-04 03:00 UTC: time from commit until systems ran it or a later commit

                COMMIT        COMMITTED (UTC)   FIRST  50 %  95 %     100 %    RUNS ON  SUBJECT
                cccccccccccc  2026-02-03 12:00  15 h   15 h  not yet  not yet  3 of 4   change c
                bbbbbbbbbbbb  2026-02-02 12:00  15 h   15 h  not yet  not yet  3 of 4   change b
                """);
        assertThat(rollcall("rollout", "--flake", "infra", "--snapshot", "1", "--format", "csv")
                        .out())
                .isEqualTo("""
                        flake,commit,committed_at,withdrawn_at,reached,systems,first_at,reached_50_at,reached_95_at,reached_100_at,seconds_to_50,seconds_to_95,seconds_to_100,subject,author
                        infra,%s,2026-02-01T12:00:00Z,,4,4,2026-02-02T03:00:00Z,2026-02-02T03:00:00Z,2026-02-02T03:00:00Z,2026-02-02T03:00:00Z,,,,change a,Amy
                        """.formatted(FIRST));
    }

    @Test
    void should_measure_only_what_a_commit_changes_when_asked_for_the_months() {
        assertThat(rollcall("rollout", "--format", "csv").out()).isEqualTo("""
                kind,name,month,median_seconds,p95_seconds,arrived
                environment,prod,2026-02,10800,36000,2
                environment,,2026-02,14400,93600,2
                flake,infra,2026-02,14400,93600,4
                fleet,,2026-02,14400,93600,4
                owner,amy,2026-02,10800,36000,2
                owner,ben,2026-02,14400,14400,1
                owner,,2026-02,93600,93600,1
                """);
    }

    @Test
    void should_say_and_draw_how_fast_commits_arrived_when_a_report_is_made() {
        String overview = text(page(WEDNESDAY, "index.html"));
        String flake = page(WEDNESDAY, "rollout/infra.html");

        assertThat(overview).contains("Rollout aaaaaaaaaaaa, 2 d old, reached 95 %. How fast commits arrive");
        assertThat(flake)
                .contains("<path class=\"line\" vector-effect=\"non-scaling-stroke\" d=\"M0 1000H44V500H116V250\"/>");
        assertThat(text(flake))
                .contains(
                        "bbbbbbbbbbbb change b Amy 39 h Curve of bbbbbbbbbbbb 15 h 15 h not yet not yet 3 of 4",
                        "Missing from bbbbbbbbbbbb, the newest commit older than a day",
                        "db ▲ Outdated awaiting-deployment aaaaaaaaaaaa prod ben",
                        "2026-02-04 03:00 3 of 4 75 % 2026-02-03 03:00 2 of 4 50 %");
        assertThat(text(flake)).contains("The last 3 commits together", "The last 3 commits Newest first");
        assertThat(text(page(MONDAY, "rollout/infra.html")))
                .contains("The last commit Newest first")
                .doesNotContain("together");
        assertThat(text(page(WEDNESDAY, "rollout.html"))).contains("Feb 2026 4 h 26 h 4", "no owner 26 h / 26 h");
    }

    @Test
    void should_name_the_system_that_alone_keeps_every_commit_below_95_per_cent() {
        night("2026-02-20T03:00:00Z");

        assertThat(text(page("2026-02-20T03:00:00Z", "index.html")))
                .contains("Rollout No commit since aaaaaaaaaaaa has reached 95 %, only because of db;"
                        + " without it, cccccccccccc reached 95 % after 15 h. How fast commits arrive");
    }

    @Test
    void should_say_who_is_missing_when_a_commit_has_reached_most() {
        write("states", state("db", 3, "2026-02-04T05:00:00Z"));
        night("2026-02-05T03:00:00Z");
        write("commits", commit("d".repeat(40), "2026-02-05T12:00:00Z"));
        write("evals", built("d".repeat(40), "db", 4));
        write("states", state("mail", 1, "2026-02-05T16:00:00Z"));
        night("2026-02-06T03:00:00Z");

        assertThat(text(page("2026-02-06T03:00:00Z", "index.html")))
                .contains(
                        "Rollout cccccccccccc, 2 d old, reached 95 % after 39 h; 1 system missing now. How fast commits arrive");
    }

    @Test
    void should_not_call_an_old_commit_a_success_when_none_of_the_last_ones_arrived() {
        write(
                "commits",
                IntStream.range(0, 21)
                        .mapToObj(number ->
                                commit(String.format("%040x", number), "2026-02-04T12:%02d:00Z".formatted(number)))
                        .toArray(String[]::new));
        write("evals", built(String.format("%040x", 0), "web", 4), built(String.format("%040x", 0), "db", 4));
        night("2026-02-06T03:00:00Z");

        assertThat(text(page("2026-02-06T03:00:00Z", "index.html")))
                .contains("Rollout None of the last 20 commits has reached 95 %; the newest that has is aaaaaaaaaaaa,"
                        + " 4 d old. How fast commits arrive");
    }

    @Test
    void should_count_no_running_commits_on_the_page_of_a_flake_when_it_is_assessed_by_name() {
        Outcome run = rollcall("run", "--as-of", "2026-02-06T03:00:00Z", "--matching", "name", "--out", "report");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(text(page("2026-02-06T03:00:00Z", "flakes/infra.html")))
                .contains("By name, what systems run is not known.");
    }

    @Test
    void should_judge_how_fast_commits_arrived_when_a_rule_asks_for_it() {
        for (String expected : List.of(
                "latest --rollout 75%@12h | 0 | 3 of 4 systems (75%)",
                "latest --rollout 75.1%@12h | 10 | 3 of 4 systems (75%)",
                "latest --rollout 100%@1d | 10 | 3 of 4 systems (75%)",
                "latest --rollout 100%@40h | 0 | 4 of 4 systems (100%)",
                "latest --rollout 100%@9d | 0 | no commit is that old",
                "latest --rollout owner:ben=50%@12h | 0 | 1 of 2 systems (50%)",
                "latest --rollout owner:*=60%@12h | 10 | 1 of 1 system (100%)",
                "latest --rollout hosts:never=60%@12h | 11 | no system of this scope has ever reported",
                "latest --commit bbbbbbb | 10 | 3 of 4 systems (75%)",
                "latest --commit bbbbbbb --share 75% | 0 | 3 of 4 systems (75%)",
                "latest --commit bbbbbbb --within 2d | 0 | 3 of 4 systems (75%), due at 2026-02-04T12:00:00Z",
                "latest --commit bbbbbbb --within 38h | 10 | 3 of 4 systems (75%)",
                "latest --commit environment:prod=ccccccc | 10 | 1 of 2 systems (50%)",
                "latest --commit ddddddd | 11 | no flake has this commit",
                "latest --not-below-median | 0 | 40% Up to Date, median 40% of 2 nights",
                "latest --not-below-median hosts:db=1 | 0 | 0% Up to Date, median 0% of 1 night",
                "latest --not-below-median 1 --not-below-median hosts:db=2 | 0 | 0% Up to Date, median 0% of 2 nights",
                "2 --not-below-median | 10 | 40% Up to Date, median 80% of 1 night",
                "1 --not-below-median 3 | 0 | there is no earlier night yet")) {
            List<String> parts = List.of(expected.split(" \\| "));

            Outcome outcome = rollcall(("gate --snapshot " + parts.get(0)).split(" "));

            assertThat(outcome.out()).as(expected).contains(parts.get(2));
            assertThat(outcome.exitCode()).as(expected).isEqualTo(Integer.parseInt(parts.get(1)));
        }
    }

    @Test
    void should_count_a_pinned_system_at_its_pin_when_only_its_name_is_known() {
        write(
                "systems",
                "{\"hostname\": \"fixed\", \"flake\": \"infra\", \"pinned_commit\": \""
                        + SECOND.toUpperCase(Locale.ROOT) + "\"}");
        write("evals", recipe(FIRST, "fixed", 1), recipe(SECOND, "fixed", 2), recipe(THIRD, "fixed", 3));
        write("states", state("fixed", 9, "2026-02-04T13:00:00Z"));
        night("2026-02-05T03:00:00Z");

        Outcome pin = rollcall("gate", "--expect-commit", "hosts:fixed=bbbbbbb", "--commit", "hosts:fixed=bbbbbbb");
        Outcome newest = rollcall("gate", "--expect-commit", "hosts:fixed=ccccccc", "--commit", "hosts:fixed=ccccccc");

        assertThat(pin.exitCode()).as(pin.out()).isZero();
        assertThat(newest.out()).contains("Gate: FAILED").containsPattern("(?s)(✘.*0 of 1 system.*){2}");
        assertThat(rollcall("rollout", SECOND, "--format", "csv").out()).contains("T03:00:00Z,4,5");
        assertThat(rollcall("rollout", THIRD, "--format", "csv").out()).contains("T03:00:00Z,3,5");
    }

    @Test
    void should_be_due_by_the_flakes_of_the_systems_when_several_flakes_have_such_a_commit() {
        write("flakes", "{\"name\": \"lab\"}");
        write("systems", "{\"hostname\": \"test\", \"flake\": \"lab\"}");
        write("commits", commit("b".repeat(39) + "1", "2026-02-04T12:00:00Z").replace("infra", "lab"));
        write("evals");
        write("states", revision("test", "b".repeat(39) + "1", "2026-02-04T13:00:00Z"));
        night("2026-02-05T03:00:00Z");

        Outcome infra = rollcall("gate", "--commit", "flake:infra=bbbbbbb", "--within", "2d");
        Outcome both = rollcall("gate", "--commit", "bbbbbbb", "--within", "2d");

        assertThat(infra.out()).contains("3 of 4 systems (75%)").doesNotContain("due at");
        assertThat(infra.exitCode()).isEqualTo(ExitCode.GATE_FAILED.code());
        assertThat(both.out()).contains("4 of 5 systems (80%), due at 2026-02-06T12:00:00Z");
        assertThat(both.exitCode()).isZero();
    }

    @Test
    void should_judge_no_commit_when_a_properties_file_names_the_one_to_import() throws IOException {
        Files.writeString(folder.resolve("rollcall.properties"), "commit = " + THIRD + "\n");
        write("evals", built(THIRD, "never", 3).replace("\"commit\": \"" + THIRD + "\", ", ""));
        Outcome imported = rollcall("import", "evals.jsonl");
        Outcome states = rollcall("import", "states.jsonl");

        Outcome run = rollcall("run", "--as-of", "2026-02-05T03:00:00Z", "--out", "report");
        Files.writeString(folder.resolve("rollcall.properties"), "within = 2d\n");
        Outcome within = rollcall("run");

        assertThat(imported.err()).isEmpty();
        assertThat(imported.exitCode()).isZero();
        assertThat(states.err()).isEmpty();
        assertThat(run.out()).doesNotContain("Gate");
        assertThat(run.exitCode()).as(run.out()).isZero();
        assertThat(within.err()).startsWith("error[unknown-key]").contains("the unknown key 'within'");
    }

    @Test
    void should_leave_out_the_exempt_ones_when_a_policy_has_rules_that_know_time() throws IOException {
        Files.writeString(folder.resolve("policy.yaml"), """
                version: 1
                rules:
                  - rollout: 100%@12h
                  - commit: ccccccc
                    within: 12h
                  - not-below-median: 7
                exemptions:
                  - hosts: db
                    reason: being rebuilt
                    owner: amy
                    expires: 2026-12-31
                """);

        Outcome outcome = rollcall("gate", "--snapshot", "latest", "--policy", "policy.yaml");

        assertThat(outcome.out())
                .contains("3 of 3 systems (100%)", "50% Up to Date, median 50% of 2 nights")
                .doesNotContain("FAILED");
        assertThat(outcome.exitCode()).as(outcome.out()).isZero();
        Files.writeString(
                folder.resolve("policy.yaml"),
                Files.readString(folder.resolve("policy.yaml")).replace("hosts: db", "hosts: '*'"));
        assertThat(rollcall("gate", "--snapshot", "latest", "--policy", "policy.yaml")
                        .out())
                .contains("every system of this scope is exempt")
                .doesNotContain("there is no earlier night yet");
    }

    @Test
    void should_add_what_nights_did_not_keep_when_backfilled() {
        String before =
                rollcall("rollout", "--flake", "infra", "--format", "json").out();
        POSTGRES.dsl().execute("truncate history.rollouts, history.arrivals, history.rollout_commits");
        Outcome without = rollcall("rollout", "--flake", "infra");
        Outcome commit = rollcall("rollout", "bbbbbbb", "--flake", "infra");

        Outcome backfill = rollcall("backfill", "--from", MONDAY, "--to", WEDNESDAY, "--reports", "none");

        assertThat(List.of(without.err(), commit.err()))
                .containsOnly("error[no-rollout-data]: No snapshot has rollout data for this flake."
                        + " If its systems have reported a state, 'rollcall backfill' adds it.\n");
        assertThat(backfill.out()).contains("3 were there already");
        assertThat(rollcall("rollout", "--flake", "infra", "--format", "json").out())
                .isEqualTo(before);
        assertThat(rollcall("rollout", "--format", "csv").out()).contains("fleet,,2026-02,14400,93600,4");
    }

    @Test
    void should_add_it_once_when_backfilled_again_over_a_night_on_which_nothing_had_reported() {
        String[] backfill = {"backfill", "--from", "2026-02-01T03:00:00Z", "--to", WEDNESDAY, "--reports", "none"};
        rollcall(backfill);
        POSTGRES.dsl().execute("truncate history.rollouts, history.arrivals");

        Outcome first = rollcall(backfill);
        Outcome second = rollcall(backfill);

        assertThat(first.err()).isEqualTo("""
                  1 of 3 snapshots updated with rollout data
                  2 of 3 snapshots updated with rollout data
                  3 of 3 snapshots updated with rollout data
                """);
        assertThat(second.out()).contains("4 were there already");
        assertThat(second.err()).isEmpty();
    }

    @Test
    void should_say_what_is_wrong_when_a_name_is_unknown() {
        for (String expected : List.of(
                "ddddddd | error[unknown-commit]: No snapshot up to 2026-02-04T03:00:00Z knows a commit ddddddd.",
                "bbbbbbb --flake infr | error[unknown-flake]: There is no flake 'infr'. Did you mean infra?",
                "--flake infr | error[unknown-flake]: There is no flake 'infr'. Did you mean infra?",
                "bbb | error[invalid-value]: 'bbb' is not a commit: expected its hash, or at least the first 7 characters of it.",
                "--snapshot no | error[unknown-snapshot]: There is no snapshot 'no'.")) {
            List<String> parts = List.of(expected.split(" \\| "));

            Outcome outcome = rollcall(("rollout " + parts.get(0)).split(" "));

            assertThat(outcome.exitCode())
                    .as(expected)
                    .isEqualTo((expected.contains("snapshot]") ? ExitCode.ERROR : ExitCode.USAGE).code());
            assertThat(outcome.err()).startsWith(parts.get(1));
        }
    }

    @Test
    void should_ask_for_more_when_several_commits_begin_so() {
        write("commits", commit("b".repeat(39) + "c", "2026-02-04T12:00:00Z"));
        night("2026-02-05T03:00:00Z");

        Outcome outcome = rollcall("rollout", "bbbbbbbb");

        assertThat(outcome.exitCode()).isEqualTo(ExitCode.USAGE.code());
        assertThat(outcome.err())
                .isEqualToIgnoringNewLines(
                        "error[ambiguous-commit]: The commit bbbbbbbb is ambiguous: 2 commits match. Give a longer hash.");
    }

    @Test
    void should_name_fewer_missing_systems_when_there_are_many_flakes() {
        List<String> hosts =
                IntStream.range(0, 12).mapToObj(number -> "late-" + number).toList();
        write("systems", lines(hosts, host -> "{\"hostname\": \"" + host + "\", \"flake\": \"infra\"}"));
        write("evals", lines(hosts, host -> built(FIRST, host, 1)));
        write("states", lines(hosts, host -> state(host, 1, "2026-02-01T13:00:00Z")));
        night("2026-02-05T03:00:00Z");
        List<String> flakes =
                IntStream.range(0, 20).mapToObj(number -> "flake-" + number).toList();
        write("flakes", lines(flakes, flake -> "{\"name\": \"" + flake + "\"}"));
        write("systems", lines(flakes, flake -> "{\"hostname\": \"of-%1$s\", \"flake\": \"%1$s\"}".formatted(flake)));
        night("2026-02-06T03:00:00Z");

        String few = page("2026-02-05T03:00:00Z", "rollout/infra.html");
        String many = page("2026-02-06T03:00:00Z", "rollout/infra.html");

        assertThat(few).contains("late-0", "late-11").doesNotContain("rollcall rollout cccccccccccc</code> lists all");
        assertThat(many.split("data-label=\"System\"", -1)).hasSize(11);
        assertThat(text(many)).contains("rollcall rollout cccccccccccc lists all");
    }

    private static String[] lines(List<String> names, Function<String, String> line) {
        return names.stream().map(line).toArray(String[]::new);
    }

    private String page(String night, String file) {
        try (Stream<Path> folders = Files.list(folder.resolve("report"))) {
            Path found = folders.filter(path -> path.getFileName().toString().startsWith(night.replace(":", "")))
                    .findFirst()
                    .orElseThrow();
            return Files.readString(found.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(String html) {
        return html.replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ").replaceAll(" ([,.;])", "$1");
    }

    private void write(String kind, String... lines) {
        try {
            Files.writeString(folder.resolve(kind + ".jsonl"), String.join("\n", lines) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void night(String at) {
        for (List<String> command : List.of(List.of("import", "."), List.of("run", "--as-of", at, "--out", "report"))) {
            Outcome outcome = rollcall(command.toArray(String[]::new));
            assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        }
    }

    private static String commit(String hash, String time) {
        return """
                {"flake": "infra", "git_commit_hash": "%s", "commit_timestamp": "%s", "subject": "change %s", "author": "Amy"}""".formatted(hash, time, hash.substring(0, 1));
    }

    private static String built(String commit, String host, int closure) {
        return """
                {"commit": "%1$s", "flake": "infra", "attr": "%2$s", "name": "x", "system": "x86_64-linux", "evaluatedAt": "2026-02-01T12:30:00Z", \
                "drvPath": "%3$s.drv", "outputs": {"out": "%3$s"}}""".formatted(commit, host, closure(host, closure));
    }

    private static String recipe(String commit, String host, int closure) {
        return """
                {"commit": "%1$s", "flake": "infra", "attr": "%2$s", "name": "x", "system": "x86_64-linux", "evaluatedAt": "2026-02-01T12:30:00Z", \
                "drvPath": "%3$s.drv"}""".formatted(commit, host, closure(host, closure));
    }

    private static String state(String host, int closure, String time) {
        return """
                {"hostname": "%s", "store_path": "%s", "timestamp": "%s"}""".formatted(host, closure(host, closure), time);
    }

    private static String revision(String host, String commit, String time) {
        return """
                {"hostname": "%s", "store_path": "%s", "timestamp": "%s", "configuration_revision": "%s"}""".formatted(host, closure("somewhere", 9), time, commit);
    }

    private static String closure(String host, int number) {
        return "/nix/store/" + Integer.toString(number).repeat(32) + "-nixos-system-" + host + "-25.05";
    }

    private Outcome rollcall(String... command) {
        return RollcallProgram.in(folder, Instant.parse("2026-03-01T00:00:00Z"))
                .on(POSTGRES.settings())
                .run(command);
    }
}
