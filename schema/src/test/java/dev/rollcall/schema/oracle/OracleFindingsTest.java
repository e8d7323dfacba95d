// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.oracle;

import static dev.rollcall.schema.oracle.Fleet.at;
import static dev.rollcall.schema.oracle.Inventory.Import.Kind.CLONE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schema.oracle.Findings.Found;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The findings of the oracle, worked out by hand. */
class OracleFindingsTest {

    @Test
    void should_name_the_evaluation_that_it_runs_when_a_system_has_none_of_its_own() {
        Fleet fleet = Fleet.ofThreeCommits()
                .system("db")
                .system("web")
                .evaluated("c3", "frontend", "/s3")
                .runs("web", "/s3", null);

        assertThat(findings(fleet))
                .containsExactly(new Found("name-mismatch", "db", null), new Found("name-mismatch", "web", "frontend"));
    }

    @ParameterizedTest
    @CsvSource({"c1, 0", "c9, 1"})
    void should_find_an_unknown_pin_when_the_branch_does_not_have_it(String pin, int findings) {
        assertThat(findings(Fleet.ofThreeCommits().pinnedSystem("web", pin))).hasSize(findings);
    }

    @Test
    void should_count_withdrawn_commits_when_they_are_withdrawn_since_the_baseline_and_still_are() {
        Fleet fleet = Fleet.ofThreeCommits()
                .imported(CLONE, 40, "c1", "c2", "c3")
                .imported(CLONE, 60, "c1")
                .imported(CLONE, 70, "c1", "c2");

        assertThat(findings(fleet)).containsExactly(new Found("withdrawn-commits", "infra", "1"));
    }

    @Test
    void should_find_a_future_commit_when_it_waits_for_its_date() {
        assertThat(findings(Fleet.ofThreeCommits().commit("c4", 1, at(101))))
                .containsExactly(new Found("future-commit", "infra", null));
    }

    @ParameterizedTest
    @CsvSource({"10, 0", "9, 1"})
    void should_find_a_quiet_feed_when_its_newest_fact_is_older_than_the_threshold(int heartbeat, int findings) {
        Fleet fleet = Fleet.ofThreeCommits().heartbeat("web", at(heartbeat));

        assertThat(findings(fleet)).hasSize(findings).allMatch(new Found("quiet-feed", "heartbeats", null)::equals);
    }

    private static List<Found> findings(Fleet fleet) {
        return Findings.of(fleet.inventory(), at(100), at(50), Duration.ofMinutes(90));
    }
}
