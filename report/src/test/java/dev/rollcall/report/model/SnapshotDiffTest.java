// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import static dev.rollcall.schema.domain.Reason.BUILD_FAILED;
import static dev.rollcall.schema.domain.Reason.NOT_EVALUATED;
import static dev.rollcall.schema.domain.Status.OFFLINE;
import static dev.rollcall.schema.domain.Status.OUTDATED;
import static dev.rollcall.schema.domain.Status.UP_TO_DATE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.report.Snapshots;
import dev.rollcall.schema.domain.Status;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SnapshotDiffTest {

    private static final SnapshotSummary ANY = Snapshots.of(1, "1970-01-01T00:00:00Z", Snapshots.NO_SYSTEMS);

    @Test
    void should_count_newcomers_as_entered_and_leavers_as_left_when_asked_for_a_status() {
        SnapshotDiff diff =
                diff(change("a", UP_TO_DATE, OUTDATED), change("b", null, OUTDATED), change("c", OUTDATED, null));

        assertThat(diff.entered(OUTDATED)).isEqualTo(2);
        assertThat(diff.left(OUTDATED)).isEqualTo(1);
        assertThat(diff.joined()).isEqualTo(1);
        assertThat(diff.leftInventory()).isEqualTo(1);
    }

    @Test
    void should_order_transitions_by_status_when_several_happened() {
        SnapshotDiff diff = diff(
                change("a", OUTDATED, null),
                change("b", null, OFFLINE),
                change("c", OUTDATED, UP_TO_DATE),
                change("d", UP_TO_DATE, OUTDATED));

        assertThat(diff.transitions().keySet())
                .containsExactly(
                        new Transition(UP_TO_DATE, OUTDATED),
                        new Transition(OUTDATED, UP_TO_DATE),
                        new Transition(OUTDATED, null),
                        new Transition(null, OFFLINE));
    }

    @Test
    void should_distinguish_moves_flakes_and_reasons_when_the_status_stays() {
        Transition stay = new Transition(OUTDATED, OUTDATED);
        StatusChange moved = new StatusChange("a", "f", "f", stay, NOT_EVALUATED, NOT_EVALUATED, "1", "2", null, false);
        StatusChange flake = new StatusChange("b", "f", "g", stay, NOT_EVALUATED, NOT_EVALUATED, "1", "1", null, false);
        StatusChange both = new StatusChange("c", "f", "g", stay, NOT_EVALUATED, NOT_EVALUATED, "1", "2", null, false);
        StatusChange reason = new StatusChange("d", "f", "f", stay, NOT_EVALUATED, BUILD_FAILED, "1", "1", null, false);

        SnapshotDiff diff = diff(moved, flake, both, reason);

        assertThat(diff.movedCommit().shown()).containsExactly(moved, both);
        assertThat(diff.changedFlake().shown()).containsExactly(flake, both);
        assertThat(diff.changedReason().shown()).containsExactly(reason);
    }

    @Test
    void should_count_all_when_a_list_exceeds_its_limit() {
        DiffCollector collector = new DiffCollector(1);
        collector.accept(change("a", UP_TO_DATE, OUTDATED));
        collector.accept(change("b", UP_TO_DATE, OUTDATED));

        SnapshotDiff diff = collector.diff(ANY, ANY, new Bounded<>(List.of(), 0));

        assertThat(diff.transitions().get(new Transition(UP_TO_DATE, OUTDATED)))
                .isEqualTo(new Bounded<>(List.of(change("a", UP_TO_DATE, OUTDATED)), 2));
        assertThat(diff.entered(OUTDATED)).isEqualTo(2);
        assertThat(diff.changes().leftOut()).isEqualTo(1);
    }

    private static StatusChange change(String host, @Nullable Status from, @Nullable Status to) {
        return new StatusChange(host, null, null, new Transition(from, to), null, null, null, null, null, false);
    }

    private static SnapshotDiff diff(StatusChange... changes) {
        DiffCollector collector = new DiffCollector(Integer.MAX_VALUE);
        List.of(changes).forEach(collector);
        return collector.diff(ANY, ANY, new Bounded<>(List.of(), 0));
    }
}
