// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.oracle;

import static dev.rollcall.schema.oracle.Fleet.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schema.domain.Matching;
import dev.rollcall.schema.oracle.Inventory.SystemRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Matching by name, and aliases. */
class OracleMatchingTest {

    @Test
    void should_ignore_what_runs_when_matching_by_name() {
        Fleet fleet = Fleet.ofThreeCommits()
                .system("web")
                .evaluated("c1", "web", "/s1")
                .evaluated("c3", "web", "/s3")
                .runs("web", "/s1", "c1");

        Verdict verdict = fleet.verdict(Matching.NAME);

        assertThat(verdict.csv())
                .isEqualTo("web,infra,Up to Date,evaluated-newest,name,,c3,c3,0,,"
                        + "2026-01-05T00:50:00Z,2026-01-05T00:50:00Z,false,/s1");
    }

    @Test
    void should_count_from_the_evaluated_commit_when_matching_by_name() {
        Fleet fleet = Fleet.ofThreeCommits()
                .system("web")
                .evaluated("c1", "web", "/s1")
                .runs("web", "/other", "c3");

        Verdict verdict = fleet.verdict(Matching.NAME);

        assertThat(verdict.csv())
                .isEqualTo("web,infra,Outdated,not-evaluated,name,,c1,c3,2,2026-01-05T00:20:00Z,"
                        + "2026-01-05T00:50:00Z,2026-01-05T00:50:00Z,false,/other");
    }

    @Test
    void should_ignore_foreign_and_unrecognised_closures_when_matching_by_name() {
        Fleet fleet = Fleet.ofThreeCommits()
                .commit("d1", 2, at(10))
                .system("web")
                .system("db")
                .evaluated("d1", "web", "/d")
                .evaluated("c3", "web", "/s3")
                .evaluated("c3", "db", "/db3")
                .runs("web", "/d", null)
                .runs("db", "/by-hand", null);

        assertThat(fleet.assess(Matching.EVIDENCE))
                .extracting(Verdict::reason)
                .containsExactly("unrecognised-closure", "other-flake");
        assertThat(fleet.assess(Matching.NAME))
                .extracting(Verdict::reason)
                .containsExactly("evaluated-newest", "evaluated-newest");
    }

    @Test
    void should_be_offline_when_never_deployed_and_matching_by_name() {
        Fleet fleet = Fleet.ofThreeCommits().system("web").evaluated("c3", "web", "/s3");

        Verdict verdict = fleet.verdict(Matching.NAME);

        assertThat(verdict.reason()).isEqualTo("never-deployed");
    }

    @ParameterizedTest
    @EnumSource
    void should_take_the_evaluations_of_the_alias_when_there_is_one(Matching matching) {
        Fleet fleet = Fleet.ofThreeCommits()
                .system(new SystemRow("web.example.org", 1, null, null, true, null, false, "web"))
                .evaluated("c1", "web.example.org", "/s1")
                .evaluatedWithoutStorePath("c2", "web")
                .runs("web.example.org", "/other", null);

        Verdict verdict = fleet.verdict(matching);

        assertThat(verdict.evaluatedCommit()).isEqualTo("c2");
        assertThat(verdict.reason()).isEqualTo("not-evaluated");
    }
}
