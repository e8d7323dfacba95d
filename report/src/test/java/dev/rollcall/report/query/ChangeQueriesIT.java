// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.query;

import static dev.rollcall.report.SystemRows.commit;
import static dev.rollcall.schema.domain.Status.OUTDATED;
import static dev.rollcall.schema.domain.Status.UP_TO_DATE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.report.History;
import dev.rollcall.report.SystemRows;
import dev.rollcall.report.model.SnapshotDiff;
import dev.rollcall.report.model.StatusChange;
import dev.rollcall.report.model.Transition;
import dev.rollcall.schema.PostgresExtension;
import dev.rollcall.schema.domain.Reason;
import dev.rollcall.schema.domain.Status;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ChangeQueriesIT {

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    private static long baseline;
    private static long snapshot;

    @BeforeAll
    static void publishTwoNights() {
        History history = new History(POSTGRES.dsl());
        baseline = history.snapshot(
                SystemRows.AS_OF.minus(Duration.ofDays(1)),
                List.of(
                        SystemRows.upToDate("entered", "infra"),
                        SystemRows.outdated("recovered", "infra", "a", 1),
                        SystemRows.upToDate("left", "infra"),
                        SystemRows.outdated("moved", "infra", "a", 2),
                        SystemRows.upToDate("other-flake", "infra"),
                        SystemRows.upToDate("same", "infra")));
        snapshot = history.snapshot(
                SystemRows.AS_OF,
                List.of(
                        SystemRows.outdated("entered", "infra", "c", 1),
                        SystemRows.upToDate("recovered", "infra"),
                        SystemRows.offline("joined", "infra"),
                        SystemRows.outdated("moved", "infra", "b", 1),
                        SystemRows.upToDate("other-flake", "homelab"),
                        SystemRows.upToDate("same", "infra")));
    }

    @Test
    void should_list_everything_that_differs_when_systems_enter_leave_join_move_and_stay() {
        assertThat(diff().changes().shown())
                .extracting(StatusChange::hostname)
                .containsExactly("entered", "joined", "left", "moved", "other-flake", "recovered");
    }

    @Test
    void should_return_before_and_after_when_a_status_changed() {
        assertThat(diff().changes().shown().get(5))
                .isEqualTo(new StatusChange(
                        "recovered",
                        "infra",
                        "infra",
                        new Transition(OUTDATED, UP_TO_DATE),
                        Reason.AWAITING_DEPLOYMENT,
                        Reason.RUNS_NEWEST,
                        commit("a"),
                        commit("c"),
                        "ops@example.org",
                        false));
    }

    @Test
    void should_distinguish_moved_commits_from_other_flakes_when_the_status_is_the_same() {
        assertThat(diff().movedCommit().shown())
                .extracting(StatusChange::hostname)
                .containsExactly("moved");
        assertThat(diff().changedFlake().shown())
                .extracting(StatusChange::hostname)
                .containsExactly("other-flake");
    }

    @Test
    void should_account_for_every_system_when_newcomers_and_leavers_are_counted() {
        SnapshotDiff diff = diff();
        for (Status status : Status.values()) {
            assertThat(diff.baseline().counts().of(status) + diff.entered(status) - diff.left(status))
                    .isEqualTo(diff.snapshot().counts().of(status));
        }
    }

    private static SnapshotDiff diff() {
        SnapshotQueries snapshots = new SnapshotQueries(POSTGRES.dsl());
        return new ChangeQueries(POSTGRES.dsl())
                .diff(
                        snapshots.find(baseline).orElseThrow(),
                        snapshots.find(snapshot).orElseThrow(),
                        Integer.MAX_VALUE);
    }
}
