// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.rules;

import static dev.rollcall.schema.Fleet.hash;
import static dev.rollcall.schema.rules.Verdicts.line;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schema.PostgresExtension;
import dev.rollcall.schema.domain.Matching;
import dev.rollcall.schema.oracle.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Evidence for the running commit: the closure, else the revision, else the name; and matching by name only. */
class EvidenceRulesIT {

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @RegisterExtension
    final RulesExtension rules = RulesExtension.on(POSTGRES);

    @Test
    void should_prefer_the_closure_when_the_revision_differs() {
        rules.fleetOfThreeCommits()
                .system("web", "infra")
                .evaluation("infra", "c2", "web", "s2")
                .state("web", "s2", hash("c3"), 5);

        Verdict verdict = rules.verdict();

        assertThat(verdict.basis()).isEqualTo("store-path");
        assertThat(verdict.runningCommit()).isEqualTo(hash("c2"));
    }

    @Test
    void should_run_the_newest_of_several_when_they_build_the_same_closure() {
        rules.fleetOfThreeCommits()
                .system("web", "infra")
                .evaluation("infra", "c2", "web", "same")
                .evaluation("infra", "c1", "web", "same")
                .state("web", "same", 5);

        Verdict verdict = rules.verdict();

        assertThat(verdict.runningCommit()).isEqualTo(hash("c2"));
        assertThat(verdict.commitsBehind()).isEqualTo(1);
    }

    @Test
    void should_recognise_the_closure_when_it_was_evaluated_under_another_name() {
        rules.fleetOfThreeCommits()
                .system("web", "infra")
                .evaluation("infra", "c3", "template", "s3")
                .state("web", "s3", 5);

        Verdict verdict = rules.verdict();

        assertThat(verdict.basis()).isEqualTo("store-path");
        assertThat(verdict.reason()).isEqualTo("runs-newest");
        assertThat(verdict.evaluatedCommit()).isNull();
    }

    @Test
    void should_recognise_the_closure_when_its_build_failed() {
        rules.fleetOfThreeCommits()
                .system("web", "infra")
                .evaluation("infra", "c2", "web", "s2", "build-failed", null)
                .state("web", "s2", 5);

        assertThat(rules.verdict().runningCommit()).isEqualTo(hash("c2"));
    }

    @Test
    void should_not_recognise_the_closure_when_it_is_a_package() {
        rules.fleetOfThreeCommits()
                .system("web", "infra")
                .packageOf("infra", "c3", "web", "s")
                .state("web", "s", 5);

        assertThat(rules.verdict().reason()).isEqualTo("no-successful-evaluation");
    }

    @Test
    void should_use_the_revision_when_no_evaluation_has_the_closure() {
        rules.fleetOfThreeCommits()
                .system("web", "infra")
                .evaluation("infra", "c3", "web", "s3")
                .state("web", "unheard-of", hash("c2"), 5);

        Verdict verdict = rules.verdict();

        assertThat(verdict.basis()).isEqualTo("revision");
        assertThat(verdict.runningCommit()).isEqualTo(hash("c2"));
    }

    @Test
    void should_look_for_the_revision_in_the_own_flake_when_two_flakes_have_the_commit() {
        rules.fleetOfThreeCommits()
                .commit("other", "c2", 9)
                .system("web", "infra")
                .state("web", "s", hash("c2"), 5);

        Verdict verdict = rules.verdict();

        assertThat(verdict.commitsBehind()).isEqualTo(1);
    }

    @Test
    void should_ignore_closure_and_revision_when_matching_by_name() {
        rules.fleetOfThreeCommits()
                .system("web", "infra")
                .evaluation("infra", "c1", "web", "s1")
                .evaluation("infra", "c3", "web", "s3")
                .state("web", "s1", hash("c1"), 5);

        Verdict verdict = rules.verdict(Matching.NAME);

        assertThat(line(verdict))
                .isEqualTo("web,infra,Up to Date,evaluated-newest,name,,c3,c3,0,,"
                        + "2026-01-01T05:00:00Z,2026-01-01T05:00:00Z,false,s1");
    }

    @Test
    void should_count_from_the_evaluated_commit_when_matching_by_name() {
        rules.fleetOfThreeCommits()
                .system("web", "infra")
                .evaluation("infra", "c1", "web", "s1")
                .state("web", "s", hash("c3"), 5);

        Verdict verdict = rules.verdict(Matching.NAME);

        assertThat(line(verdict))
                .isEqualTo("web,infra,Outdated,not-evaluated,name,,c1,c3,2,2026-01-01T02:00:00Z,"
                        + "2026-01-01T05:00:00Z,2026-01-01T05:00:00Z,false,s");
    }

    @Test
    void should_not_be_of_another_flake_when_matching_by_name() {
        rules.fleetOfThreeCommits()
                .commit("other", "d1", 1)
                .system("web", "infra")
                .evaluation("other", "d1", "web", "d")
                .evaluation("infra", "c3", "web", null)
                .state("web", "d", 5);

        assertThat(rules.verdict(Matching.EVIDENCE).reason()).isEqualTo("other-flake");
        assertThat(rules.verdict(Matching.NAME).reason()).isEqualTo("evaluated-newest");
    }

    @Test
    void should_not_have_an_unrecognised_closure_when_matching_by_name() {
        rules.fleetOfThreeCommits()
                .system("web", "infra")
                .evaluation("infra", "c3", "web", "s3")
                .state("web", "by-hand", 5);

        assertThat(rules.verdict(Matching.EVIDENCE).reason()).isEqualTo("unrecognised-closure");
        assertThat(rules.verdict(Matching.NAME).reason()).isEqualTo("evaluated-newest");
    }

    @Test
    void should_be_offline_when_never_deployed_and_matching_by_name() {
        rules.fleetOfThreeCommits().system("web", "infra").evaluation("infra", "c3", "web", "s3");

        assertThat(rules.verdict(Matching.NAME).reason()).isEqualTo("never-deployed");
    }
}
