// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.oracle;

import static dev.rollcall.schema.oracle.Fleet.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schema.domain.Matching;
import org.junit.jupiter.api.Test;

/** Systems that are pinned to a commit. */
class OraclePinsTest {

    @Test
    void should_run_its_pin_when_the_pinned_commit_builds_what_runs() {
        Fleet fleet = Fleet.ofThreeCommits()
                .pinnedSystem("web", "c1")
                .evaluated("c1", "web", "/s")
                .evaluated("c2", "web", "/s")
                .runs("web", "/s", null);

        Verdict verdict = fleet.verdict();

        assertThat(verdict.csv())
                .isEqualTo("web,infra,Up to Date,runs-pin,store-path,c2,c2,c3,0,,"
                        + "2026-01-05T00:50:00Z,2026-01-05T00:50:00Z,false,/s");
    }

    @Test
    void should_run_its_pin_when_the_revision_is_the_pin() {
        Fleet fleet = Fleet.ofThreeCommits().pinnedSystem("web", "c2").runs("web", "/s", "c2");

        Verdict verdict = fleet.verdict();

        assertThat(verdict.reason()).isEqualTo("runs-pin");
        assertThat(verdict.basis()).isEqualTo("revision");
    }

    @Test
    void should_run_its_pin_when_what_runs_is_unknown_and_the_pin_is_evaluated() {
        Fleet fleet = Fleet.ofThreeCommits()
                .pinnedSystem("web", "c2")
                .evaluatedWithoutStorePath("c2", "web")
                .evaluatedWithoutStorePath("c3", "web")
                .runs("web", "/s", null);

        Verdict verdict = fleet.verdict();

        assertThat(verdict.reason()).isEqualTo("runs-pin");
        assertThat(verdict.basis()).isEqualTo("name");
        assertThat(verdict.evaluatedCommit()).isEqualTo("c3");
    }

    @Test
    void should_count_up_to_the_pin_when_it_is_not_running_yet() {
        Fleet fleet = Fleet.ofThreeCommits().pinnedSystem("web", "c2").runs("web", "/s", "c1");

        Verdict verdict = fleet.verdict();

        assertThat(verdict.csv())
                .isEqualTo("web,infra,Outdated,awaiting-pin,revision,c1,,c3,1,"
                        + "2026-01-05T00:20:00Z,2026-01-05T00:50:00Z,2026-01-05T00:50:00Z,false,/s");
    }

    @Test
    void should_be_none_behind_when_running_newer_than_its_pin() {
        Fleet fleet = Fleet.ofThreeCommits().pinnedSystem("web", "c1").runs("web", "/s", "c3");

        Verdict verdict = fleet.verdict();

        assertThat(verdict.reason()).isEqualTo("awaiting-pin");
        assertThat(verdict.commitsBehind()).isZero();
        assertThat(verdict.behindSince()).isNull();
    }

    @Test
    void should_count_from_the_evaluated_commit_when_what_runs_is_unknown() {
        Fleet fleet = Fleet.ofThreeCommits()
                .pinnedSystem("web", "c2")
                .evaluatedWithoutStorePath("c1", "web")
                .evaluatedWithoutStorePath("c3", "web")
                .runs("web", "/s", null);

        Verdict verdict = fleet.verdict();

        assertThat(verdict.reason()).isEqualTo("awaiting-pin");
        assertThat(verdict.commitsBehind()).isEqualTo(1);
        assertThat(verdict.behindSince()).isEqualTo(at(20));
    }

    @Test
    void should_not_count_when_no_commit_up_to_the_pin_is_evaluated() {
        Fleet fleet = Fleet.ofThreeCommits()
                .pinnedSystem("web", "c2")
                .evaluatedWithoutStorePath("c3", "web")
                .runs("web", "/s", null);

        Verdict verdict = fleet.verdict();

        assertThat(verdict.reason()).isEqualTo("awaiting-pin");
        assertThat(verdict.basis()).isEqualTo("name");
        assertThat(verdict.commitsBehind()).isNull();
    }

    @Test
    void should_not_count_when_the_pin_is_not_a_commit_of_the_flake() {
        Fleet fleet = Fleet.ofThreeCommits()
                .commit("d1", 2, at(10))
                .pinnedSystem("web", "d1")
                .runs("web", "/s", "c3");

        Verdict verdict = fleet.verdict();

        assertThat(verdict.csv())
                .isEqualTo("web,infra,Outdated,awaiting-pin,revision,c3,,c3,,,"
                        + "2026-01-05T00:50:00Z,2026-01-05T00:50:00Z,false,/s");
    }

    @Test
    void should_ignore_the_pin_when_matching_by_name() {
        Fleet fleet = Fleet.ofThreeCommits()
                .pinnedSystem("web", "c1")
                .evaluated("c3", "web", "/s3")
                .runs("web", "/s1", "c1");

        Verdict verdict = fleet.verdict(Matching.NAME);

        assertThat(verdict.reason()).isEqualTo("evaluated-newest");
    }

    @Test
    void should_await_its_pin_when_the_pinned_commit_builds_what_runs_for_another_system() {
        Fleet fleet = Fleet.ofThreeCommits()
                .pinnedSystem("web", "c1")
                .evaluated("c1", "db", "/s")
                .evaluated("c2", "web", "/s")
                .runs("web", "/s", null);

        assertThat(fleet.verdict().reason()).isEqualTo("awaiting-pin");
    }

    @Test
    void should_be_held_when_what_runs_is_known_by_any_evidence() {
        Fleet fleet = Fleet.ofThreeCommits().heldSystem("web").runs("web", "/s", "c1");
        Fleet byName = Fleet.ofThreeCommits()
                .heldSystem("web")
                .evaluatedWithoutStorePath("c1", "web")
                .runs("web", "/s", null);

        assertThat(fleet.verdict().csv())
                .isEqualTo("web,infra,Up to Date,held,revision,c1,,c3,0,,"
                        + "2026-01-05T00:50:00Z,2026-01-05T00:50:00Z,false,/s");
        assertThat(byName.verdict().reason()).isEqualTo("held");
        assertThat(byName.verdict(Matching.NAME).reason()).isEqualTo("not-evaluated");
    }

    @Test
    void should_not_be_held_when_what_runs_is_unknown() {
        Fleet fleet = Fleet.ofThreeCommits()
                .heldSystem("web")
                .evaluated("c1", "web", "/s1")
                .runs("web", "/by-hand", null);

        assertThat(fleet.verdict().reason()).isEqualTo("unrecognised-closure");
    }
}
