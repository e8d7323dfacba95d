// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.reconciler.RollcallProgram;
import dev.rollcall.reconciler.RollcallProgram.Outcome;
import dev.rollcall.schema.Fleet;
import dev.rollcall.schema.PostgresExtension;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every reason, explained. */
class ExplainIT {

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @TempDir
    Path folder;

    @BeforeEach
    void aSystemForEachReason() {
        POSTGRES.clear();
        Fleet fleet = new Fleet(POSTGRES.dsl())
                .flake("infra")
                .flake("other")
                .flake("empty")
                .commit("infra", "a", 1)
                .commit("infra", "b", 2)
                .commit("other", "c", 1);
        evaluated(fleet, "newest", "b").state("newest", "newest-b", 3);
        evaluated(fleet, "stand-in", "b").state("stand-in", "unknown", 3);
        POSTGRES.dsl().execute("update inventory.derivations set store_path = null where derivation_name = 'stand-in'");
        evaluated(fleet, "behind", "a", "b").state("behind", "behind-a", 3);
        evaluated(fleet, "unevaluated", "a").state("unevaluated", "unevaluated-a", 3);
        evaluated(fleet, "pending", "a")
                .evaluation("infra", "b", "pending", null, "queued", null)
                .state("pending", "pending-a", 3);
        evaluated(fleet, "broken", "a")
                .evaluation("infra", "b", "broken", null, "dry-run-failed", null)
                .state("broken", "broken-a", 3);
        fleet.system("foreign", "infra")
                .evaluation("other", "c", "foreign", "foreign-c")
                .state("foreign", "foreign-c", 3);
        evaluated(fleet, "by-hand", "b").state("by-hand", "by-hand", 3);
        fleet.system("homeless", null).state("homeless", "x", 3);
        fleet.system("without-commits", "empty").state("without-commits", "x", 3);
        fleet.system("without-evaluation", "infra").state("without-evaluation", "x", 3);
        evaluated(fleet, "absent", "b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "newest             | Up to Date: runs-newest                    | → 5 | it runs the newest commit, b00000000000",
                "stand-in           | Up to Date: evaluated-newest               | → 5 | its newest evaluation, which stands in, is the newest commit",
                "behind             | Outdated: awaiting-deployment              | → 6 | Commit b00000000000 evaluates for it and is not deployed; it is 1 commit behind",
                "unevaluated        | Outdated: not-evaluated                    | → 6 | b00000000000, is not evaluated for it",
                "pending            | Outdated: evaluation-pending               | → 6 | has not finished",
                "broken             | Outdated: evaluation-failed                | → 6 | fails to evaluate for it",
                "foreign            | Unknown State: other-flake                 | → 2 | evaluations of another flake build its store path",
                "by-hand            | Unknown State: unrecognised-closure        | → 3 | no evaluation has its store path, it reports no revision",
                "homeless           | Unknown State: no-flake                    | → 4 | no flake is registered for it",
                "without-commits    | Unknown State: no-commits                  | → 4 | no commit of 'empty' is known",
                "without-evaluation | Unknown State: no-successful-evaluation    | → 4 | no commit of 'infra' has a successful evaluation named 'without-evaluation'",
                "absent             | Offline: never-deployed                    | → 1 | no state of this host is known",
            })
    void should_tell_the_rule_that_fired_and_why_when_asked(String host, String verdict, String rule, String answer) {
        Outcome outcome = rollcall("explain", host);

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).contains(host + " is " + verdict, rule, answer, "What to do: ");
    }

    @Test
    void should_offer_names_that_resemble_when_the_host_is_unknown() {
        Outcome outcome = rollcall("explain", "NEWEST");

        assertThat(outcome.exitCode()).isEqualTo(ExitCode.ERROR.code());
        assertThat(outcome.err()).contains("No system is registered as 'NEWEST'. Did you mean newest?");
    }

    @Test
    void should_give_the_same_verdict_as_json_when_a_program_asks() {
        Outcome outcome = rollcall("explain", "behind", "--format", "json");

        JsonNode json = new JsonMapper().readTree(outcome.out());
        assertThat(json.at("/verdict/status").stringValue()).isEqualTo("Outdated");
        assertThat(json.at("/verdict/commits_behind").intValue()).isEqualTo(1);
        assertThat(json.at("/facts/running_commit/git_commit_hash").stringValue())
                .isEqualTo(Fleet.hash("a"));
        assertThat(json.at("/matched_evaluations/0/name").stringValue()).isEqualTo("behind");
        assertThat(json.at("/newer_commits/0/git_commit_hash").stringValue()).isEqualTo(Fleet.hash("b"));
        assertThat(json.at("/rules/5/fired").booleanValue()).isTrue();
    }

    @Test
    void should_find_the_evaluations_by_the_alias_when_one_was_added() {
        new Fleet(POSTGRES.dsl()).system("renamed", "infra").state("renamed", "behind-a", 3);
        Outcome before = rollcall("explain", "renamed", "--matching", "name");

        Outcome added = rollcall("alias", "add", "renamed", "behind");
        Outcome after = rollcall("explain", "renamed", "--matching", "name");
        Outcome listed = rollcall("alias", "list");
        Outcome removed = rollcall("alias", "remove", "renamed");
        Outcome again = rollcall("alias", "remove", "renamed");

        assertThat(before.out()).contains("no-successful-evaluation");
        assertThat(added.err()).isEmpty();
        assertThat(after.out()).contains("evaluated-newest", "behind (an alias)");
        assertThat(listed.out()).isEqualToIgnoringNewLines("renamed\tbehind");
        assertThat(removed.exitCode()).isZero();
        assertThat(again.exitCode()).isEqualTo(ExitCode.ERROR.code());
        assertThat(again.err()).contains("'renamed' has no alias");
    }

    @Test
    void should_refuse_an_alias_when_nobody_has_the_name() {
        Outcome outcome = rollcall("alias", "add", "nobody", "behind");

        assertThat(outcome.exitCode()).isEqualTo(ExitCode.ERROR.code());
        assertThat(outcome.err()).contains("No system is registered as 'nobody'");
    }

    @Test
    void should_say_what_to_mend_when_the_doctor_is_asked() {
        Outcome doctor = rollcall("doctor");

        assertThat(doctor.exitCode()).isZero();
        assertThat(doctor.out())
                .contains("Rollcall's own tables; newest fact of 2026-01-01 03:00 UTC")
                .contains("no-flake (1)", "  - homeless", "To do: Name its flake in systems.jsonl")
                .contains("flake-without-commits (1)", "  - empty");
    }

    private static Fleet evaluated(Fleet fleet, String host, String... commits) {
        fleet.system(host, "infra");
        for (String commit : commits) {
            fleet.evaluation("infra", commit, host, host + "-" + commit);
        }
        return fleet;
    }

    private Outcome rollcall(String... args) {
        return RollcallProgram.in(folder, Fleet.hour(12))
                .on(POSTGRES.settings())
                .run(args);
    }
}
