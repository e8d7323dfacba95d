// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.part;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.report.Snapshots;
import dev.rollcall.schema.domain.Counts;
import org.junit.jupiter.api.Test;

class StatusCountTest {

    @Test
    void should_not_round_to_all_or_none_when_a_few_differ() {
        assertThat(StatusCount.of(new Counts(1000, 999, 1, 0, 0, 0, 0, 0, 0), null))
                .extracting(StatusCount::share)
                .containsExactly("> 99 %", "< 1 %", "0 %", "0 %");
    }

    @Test
    void should_have_no_shares_when_there_are_no_systems() {
        assertThat(StatusCount.of(Snapshots.NO_SYSTEMS, null))
                .extracting(StatusCount::share)
                .containsOnly("–");
    }

    @Test
    void should_treat_more_as_better_only_for_up_to_date() {
        Counts before = new Counts(10, 5, 3, 1, 1, 0, 0, 0, 0);
        Counts now = new Counts(10, 6, 4, 0, 0, 0, 0, 0, 0);

        assertThat(StatusCount.of(now, before))
                .extracting(StatusCount::delta)
                .containsExactly(
                        new Delta("+1", "1 more", "better"),
                        new Delta("+1", "1 more", "worse"),
                        new Delta("−1", "1 fewer", "better"),
                        new Delta("−1", "1 fewer", "better"));
    }

    @Test
    void should_fill_the_bar_when_pieces_are_put_side_by_side() {
        assertThat(StatusCount.of(new Counts(4, 1, 1, 2, 0, 0, 0, 0, 0), null))
                .extracting(count -> count.x() + " " + count.width())
                .containsExactly("0.00% 25.00%", "25.00% 25.00%", "50.00% 50.00%", "100.00% 0.00%");
    }
}
