// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.rollcall.reconciler.RollcallProgram;
import dev.rollcall.reconciler.RollcallProgram.Outcome;
import dev.rollcall.schema.Fleet;
import dev.rollcall.schema.PostgresExtension;
import dev.rollcall.schema.domain.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Explanations of every reason. */
class ExplainIT {

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @TempDir
    Path folder;

    @BeforeEach
    void aSystemForEachReason() throws IOException {
        POSTGRES.clear();
        try (InputStream sql = Objects.requireNonNull(ExplainIT.class.getResourceAsStream("every-reason.sql"))) {
            POSTGRES.dsl().execute(new String(sql.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "runs-newest              | Up to Date: runs-newest                 | → 3  | Yes: c30000000000 is the newest commit.                          | Nothing to do.",
                "other-name               | Up to Date: runs-newest                 | → 3  | nothing is evaluated under its own name, and the evaluation of commit c30000000000 as 'lucas' | Nothing to do.",
                "evaluated-newest         | Up to Date: evaluated-newest            | → 11 | Commit c30000000000, the newest that evaluates as 'evaluated-newest'. | as far as is known",
                "runs-pin                 | Up to Date: runs-pin                    | → 3  | Yes: b20000000000 is the commit it is pinned to.            | Nothing to do.",
                "held                     | Up to Date: held                        | → 3  | Yes: it is held                                                  | Nothing to do.",
                "awaiting-pin             | Outdated: awaiting-pin                  | → 3  | No: it does not run the commit it is pinned to, b20000000000, yet; it is 1 commit behind | Deploy commit b20000000000, which it is pinned to",
                "unknown-pin              | Outdated: awaiting-pin                  | → 3  | 999999999999, is not on the branch of its flake                  | Pin it to the full hash",
                "awaiting-deployment      | Outdated: awaiting-deployment           | → 3  | commit c30000000000 is evaluated for it but not deployed; it is 2 commits behind, since 2026-01-01 02:00 UTC | Deploy commit c30000000000.",
                "short-revision           | Outdated: awaiting-deployment           | → 3  | its revision 'B2000000' identifies commit b20000000000      | Deploy commit c30000000000.",
                "not-evaluated            | Outdated: not-evaluated                 | → 3  | c30000000000, has not been evaluated for it                      | Evaluate commit c30000000000",
                "evaluation-pending       | Outdated: evaluation-pending            | → 3  | the evaluation of the newest commit, c30000000000, has not finished | Wait for the evaluation",
                "evaluation-failed        | Outdated: evaluation-failed             | → 3  | the evaluation of the newest commit, c30000000000, fails for it  | Fix the configuration",
                "evaluation-unrecorded    | Outdated: evaluation-unrecorded         | → 3  | what it builds for this system was not recorded                  | Evaluate commit c30000000000 for it again",
                "build-pending            | Outdated: build-pending                 | → 3  | but its build has not finished                                   | Wait for the build",
                "build-failed             | Outdated: build-failed                  | → 3  | but its build failed                                             | Fix the build",
                "withdrawn-commit         | Outdated: withdrawn-commit              | → 4  | commit d40000000000 builds its store path, and it was withdrawn on 2026-01-01 02:30 UTC | Deploy commit c30000000000. If the branch",
                "other-system             | Unknown State: other-system             | → 5  | the evaluation of commit c30000000000 as 'runs-newest' builds its store path | Find out which machine this is",
                "other-flake              | Unknown State: other-flake              | → 6  | 'other' builds its store path: commit e50000000000               | Register it with the flake",
                "dirty-revision           | Unknown State: dirty-revision           | → 7  | stands for uncommitted changes                                   | Commit the changes",
                "unrecognised-revision    | Unknown State: unrecognised-revision    | → 8  | is a full hash that matches no known commit                      | Import the commit",
                "unrecognised-closure     | Unknown State: unrecognised-closure     | → 9  | records a store path, and it runs a different one                     | Find out who built",
                "no-flake                 | Unknown State: no-flake                 | → 2  | No: no flake is registered for it                                | Set its flake",
                "no-commits               | Unknown State: no-commits               | → 10 | no commits of 'empty' are known                                  | Import the commits",
                "no-successful-evaluation | Unknown State: no-successful-evaluation | → 10 | has a successful evaluation as 'no-successful-evaluation'        | Fix the configuration",
                "never-deployed           | Offline: never-deployed                 | → 1  | No: it has never reported one                               | Install it",
            })
    void should_explain_the_rule_that_decided_when_asked(
            String host, String verdict, String rule, String answer, String advice) {
        Outcome outcome = rollcall("explain", host);

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out().replaceAll("→ +", "→ "))
                .contains(host + " is " + verdict, "\n" + rule + " ", answer, "What to do: ");
        assertThat(outcome.out().lines().filter(line -> line.startsWith("→"))).hasSize(1);
        assertThat(outcome.out().lines().filter(line -> line.startsWith("What to do: ")))
                .singleElement(STRING)
                .contains(advice);
    }

    @ParameterizedTest
    @ValueSource(strings = {"evidence", "name"})
    void should_end_with_the_reason_of_the_verdict_when_every_system_is_explained(String matching) {
        List<String> decided = POSTGRES.dsl().fetch("""
                        select distinct on (a.hostname) a.hostname, a.reason, s.question, s.because, s.rule
                          from inventory.assess_systems('2026-01-01T12:00:00Z'::timestamptz, ?) as a
                         cross join lateral inventory.rule_steps('2026-01-01T12:00:00Z'::timestamptz, ?, a.hostname) as s
                         order by a.hostname, s.step desc
                        """, matching, matching).stream()
                .filter(row -> row.get("question", String.class).equals("target")
                        && !row.get("because").equals(row.get("reason")))
                .map(row -> row.get("hostname", String.class))
                .toList();

        assertThat(decided).isEmpty();
        assertThat(POSTGRES.dsl().fetch("""
                select distinct a.reason from inventory.assess_systems('2026-01-01T12:00:00Z'::timestamptz) as a
                """)).hasSize(Reason.values().length);
    }

    @Test
    void should_use_the_original_rule_alone_when_matching_by_name() {
        for (String host : List.of("awaiting-pin", "withdrawn-commit", "other-system", "dirty-revision", "held")) {
            Outcome outcome = rollcall("explain", host, "--matching", "name");

            assertThat(outcome.out())
                    .contains(host + " is Up to Date: evaluated-newest", "→ 11", "matching by name checks nothing else")
                    .doesNotContain("known commit", "uncommitted", "pinned to,");
        }
    }

    @Test
    void should_list_the_commits_it_does_not_run_in_branch_order_when_dates_say_otherwise() {
        POSTGRES.dsl()
                .execute(
                        "update inventory.commits set commit_timestamp = '2025-06-01' where subject = 'Update nixpkgs'");

        Outcome outcome = rollcall("explain", "awaiting-deployment");

        assertThat(outcome.out())
                .containsSubsequence(
                        "c30000000000 of 2026-01-01 03:00  success  Update nixpkgs",
                        "b20000000000 of 2026-01-01 02:00  success  Open the firewall for <b>metrics</b>");
    }

    @Test
    void should_show_the_text_of_the_evaluation_when_it_fails() {
        Outcome text = rollcall("explain", "evaluation-failed");
        JsonNode json = new JsonMapper()
                .readTree(rollcall("explain", "evaluation-failed", "--format", "json")
                        .out());

        assertThat(text.out())
                .contains("The evaluation of the newest commit fails: error: attribute 'vhosts' missing")
                .contains("  |        … while evaluating the option `services.nginx'");
        assertThat(json.at("/verdict/evaluation_error").stringValue())
                .startsWith("error:\n")
                .endsWith("web.nix:3:5");
        assertThat(json.at("/verdict/owner").stringValue()).isEqualTo("ops@example.org");
    }

    @Test
    void should_show_at_most_a_screen_without_escapes_when_an_error_text_is_long_and_hostile() {
        POSTGRES.dsl()
                .execute(
                        "update inventory.derivations set error_message = ? where derivation_name = 'evaluation-failed' and error_message is not null",
                        "\u001b[31mred\u202e<script>\n".repeat(500) + "error: the end\u0007");

        Outcome outcome = rollcall("explain", "evaluation-failed");

        assertThat(outcome.out())
                .contains("fails: error: the end\\u0007", "  | \\u001b[31mred\\u202e<script>", "and 476 more lines")
                .doesNotContainPattern("[\\p{Cc}\\p{Cf}&&[^\\n]]");
    }

    @Test
    void should_name_the_host_that_is_probably_meant_when_a_system_never_reported() {
        Outcome outcome = rollcall("explain", "web");

        assertThat(outcome.out())
                .contains(
                        "What to do: A host that reports as 'web.example.org' is probably this machine; it last reported"
                                + " 2026-01-01T04:00:00Z.")
                .doesNotContain("Install it");
    }

    @Test
    void should_describe_the_host_when_it_reports_but_is_not_registered() {
        Outcome outcome = rollcall("explain", "web.example.org");

        assertThat(outcome.exitCode()).isEqualTo(ExitCode.ERROR.code());
        assertThat(outcome.err())
                .startsWith("error[host-not-registered]: ")
                .contains("'web.example.org'", "2026-01-01 04:00 UTC")
                .contains("probably the registered system web: correct the reported or registered name");
    }

    @Test
    void should_warn_that_a_status_may_be_out_of_date_when_the_inventory_is_stale() {
        RollcallProgram later = RollcallProgram.in(folder, Fleet.hour(100)).on(POSTGRES.settings());

        Outcome stale = later.run("explain", "runs-newest");
        Outcome fresh = later.run("explain", "runs-newest", "--stale-after", "9d");

        assertThat(stale.out()).contains("The inventory is stale (nothing since 2026-01-01T04:00:00Z)");
        assertThat(fresh.out()).contains("runs-newest is Up to Date").doesNotContain("stale");
    }

    @Test
    void should_not_call_a_later_state_a_state_from_the_future_when_asked_for_the_past() {
        Outcome past = rollcall("explain", "runs-newest", "--as-of", "2026-01-01T03:30:00Z");

        assertThat(past.exitCode()).as(past.err()).isZero();
        assertThat(past.out()).doesNotContain("future");
    }

    @Test
    void should_list_only_problems_of_the_system_when_a_flake_or_an_evaluation_has_its_name() {
        new Fleet(POSTGRES.dsl())
                .system("empty", "infra")
                .evaluation("infra", "c3", "empty.example.org", "empty-c3")
                .system("empty.example.com", "infra")
                .state("empty", "empty-c3", 3);

        assertThat(rollcall("explain", "empty", "--format", "json").out())
                .contains("name-mismatch")
                .doesNotContain("flake-without-commits");
    }

    @Test
    void should_suggest_similar_names_when_the_host_is_unknown() {
        Outcome outcome = rollcall("explain", "HELD");

        assertThat(outcome.exitCode()).isEqualTo(ExitCode.ERROR.code());
        assertThat(outcome.err()).startsWith("error[unknown-system]: ").contains("Did you mean held?");
        assertThat(rollcall("explain", "helt").err()).contains("Did you mean held?");
    }

    @Test
    void should_explain_one_moment_when_facts_change_meanwhile() throws Exception {
        CompletableFuture<Outcome> explained;
        try (Connection other = POSTGRES.database().dataSource().getConnection()) {
            other.setAutoCommit(false);
            // read after the facts and before the steps
            other.createStatement().execute("lock table inventory.finding_kinds in access exclusive mode");
            explained = CompletableFuture.supplyAsync(() -> rollcall("explain", "runs-newest"));
            while (!explained.isDone()
                    && POSTGRES.dsl()
                            .fetchValue("select count(*) from pg_locks where not granted")
                            .equals(0L)) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
            other.createStatement()
                    .execute("update inventory.systems set flake_id = null where hostname = 'runs-newest'");
            other.commit();
        }

        assertThat(explained.get().out().replaceAll("→ +", "→ "))
                .contains("runs-newest is Up to Date: runs-newest", "\n→ 3 ");
    }

    @Test
    void should_give_the_same_verdict_as_json() {
        Outcome outcome = rollcall("explain", "awaiting-deployment", "--format", "json");

        JsonNode json = new JsonMapper().readTree(outcome.out());
        assertThat(json.at("/verdict/status").stringValue()).isEqualTo("Outdated");
        assertThat(json.at("/verdict/commits_behind").intValue()).isEqualTo(2);
        assertThat(json.at("/facts/running_commit/git_commit_hash").stringValue())
                .isEqualTo(Fleet.hash("a1"));
        assertThat(json.at("/matched_evaluations/0/name").stringValue()).isEqualTo("awaiting-deployment");
        assertThat(json.at("/newer_commits/0/git_commit_hash").stringValue()).isEqualTo(Fleet.hash("c3"));
        assertThat(json.at("/rules/3/fired").booleanValue()).isTrue();
    }

    @Test
    void should_find_the_evaluations_by_the_alias_when_one_was_added() {
        new Fleet(POSTGRES.dsl()).system("renamed", "infra").state("renamed", "lucas-c3", 3);
        Outcome before = rollcall("explain", "renamed", "--matching", "name");

        Outcome added = rollcall("alias", "add", "renamed", "lucas");
        Outcome after = rollcall("explain", "renamed", "--matching", "name");
        Outcome listed = rollcall("alias", "list");
        Outcome removed = rollcall("alias", "remove", "renamed");
        Outcome again = rollcall("alias", "remove", "renamed");

        assertThat(before.out()).contains("no-successful-evaluation");
        assertThat(added.err()).isEmpty();
        assertThat(after.out()).contains("evaluated-newest", "lucas (an alias)");
        assertThat(listed.out()).isEqualToIgnoringNewLines("renamed\tlucas");
        assertThat(removed.exitCode()).isZero();
        assertThat(again.exitCode()).isEqualTo(ExitCode.ERROR.code());
        assertThat(again.err()).startsWith("error[unknown-alias]: ");
    }

    @Test
    void should_refuse_an_alias_when_no_system_has_the_name() {
        Outcome outcome = rollcall("alias", "add", "nobody", "behind");

        assertThat(outcome.exitCode()).isEqualTo(ExitCode.ERROR.code());
        assertThat(outcome.err()).startsWith("error[unknown-system]: ");
    }

    @Test
    void should_list_what_to_fix_when_the_doctor_runs() {
        Outcome doctor = rollcall("doctor");

        assertThat(doctor.exitCode()).isZero();
        assertThat(doctor.out())
                .contains("Rollcall's own tables; newest record from 2026-01-01 04:00 UTC")
                .contains("no-flake (1)", "  - no-flake", "Fix: Set its flake in systems.jsonl")
                .contains("flake-without-commits (1)", "  - empty");
    }

    private Outcome rollcall(String... args) {
        return RollcallProgram.in(folder, Fleet.hour(12))
                .on(POSTGRES.settings())
                .run(args);
    }
}
