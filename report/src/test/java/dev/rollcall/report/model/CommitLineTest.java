// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import static dev.rollcall.report.SystemRows.commit;
import static dev.rollcall.report.SystemRows.outdated;
import static dev.rollcall.report.SystemRows.unknown;
import static dev.rollcall.report.SystemRows.upToDate;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.report.SystemRows;
import dev.rollcall.schema.domain.SystemRow;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CommitLineTest {

    private final CommitLine line = new CommitLine(Stream.of("c", "d", "e", "f", "g")
            .map(letter -> new LineCommit(commit(letter), SystemRows.AS_OF, letter, null))
            .toList());

    @Test
    void should_give_the_newest_up_to_the_one_that_runs_when_a_system_is_behind() {
        assertThat(lacked(outdated("web", "infra", "f", 3), 20)).isEqualTo("cde of 3");
    }

    @Test
    void should_give_no_more_than_asked_for_and_count_all() {
        assertThat(lacked(outdated("web", "infra", "f", 3), 2)).isEqualTo("cd of 3");
    }

    @Test
    void should_give_what_there_is_when_the_line_ends_before_what_runs() {
        assertThat(lacked(outdated("web", "infra", "x", 30), 20)).isEqualTo("cdefg of 30");
    }

    @Test
    void should_begin_at_the_pin_when_a_system_waits_for_it() {
        SystemRow waiting = SystemRows.pinned(outdated("web", "infra", "f", 2), "awaiting-pin", "D".repeat(40));

        assertThat(lacked(waiting, 20)).isEqualTo("de of 2");
        assertThat(CommitLine.target(waiting)).isEqualTo("D".repeat(40));
    }

    @Test
    void should_begin_at_the_newest_when_a_pinned_system_runs_a_withdrawn_commit() {
        SystemRow withdrawn = SystemRows.pinned(outdated("web", "infra", "x", 2), "withdrawn-commit", commit("d"));

        assertThat(lacked(withdrawn, 20)).isEqualTo("cd of 2");
        assertThat(CommitLine.target(withdrawn)).isEqualTo(withdrawn.newestCommit());
    }

    @Test
    void should_give_none_when_the_pin_is_older_than_the_line() {
        assertThat(lacked(SystemRows.pinned(outdated("web", "infra", "x", 2), "awaiting-pin", commit("0")), 20))
                .isEqualTo(" of 2");
    }

    @Test
    void should_give_none_when_a_system_is_not_behind() {
        assertThat(lacked(upToDate("web", "infra"), 20)).isEqualTo(" of 0");
        assertThat(lacked(unknown("web", "infra"), 20)).isEqualTo(" of 0");
    }

    private String lacked(SystemRow system, int most) {
        Bounded<LineCommit> lacked = line.lackedBy(system, most);
        return String.join("", lacked.shown().stream().map(LineCommit::subject).toList()) + " of " + lacked.total();
    }
}
