// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.query;

import static dev.rollcall.report.SystemRows.commit;
import static dev.rollcall.report.model.Status.OFFLINE;
import static dev.rollcall.report.model.Status.OUTDATED;
import static dev.rollcall.report.model.Status.UP_TO_DATE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.report.History;
import dev.rollcall.report.SystemRows;
import dev.rollcall.report.model.StatusChange;
import dev.rollcall.report.model.Transition;
import dev.rollcall.schema.PostgresExtension;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
    void should_count_every_transition_when_systems_enter_leave_join_and_stay() {
        assertThat(queries().transitions(baseline, snapshot))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        new Transition(UP_TO_DATE, OUTDATED), 1,
                        new Transition(OUTDATED, UP_TO_DATE), 1,
                        new Transition(UP_TO_DATE, null), 1,
                        new Transition(null, OFFLINE), 1,
                        new Transition(OUTDATED, OUTDATED), 1,
                        new Transition(UP_TO_DATE, UP_TO_DATE), 2));
    }

    @Test
    void should_list_what_was_and_what_is_when_a_status_changed() {
        List<StatusChange> changes = queries().statusChanges(baseline, snapshot, 500);

        assertThat(changes)
                .extracting(StatusChange::hostname)
                .containsExactly("entered", "joined", "left", "recovered");
        assertThat(changes.get(3))
                .isEqualTo(new StatusChange(
                        "recovered",
                        "infra",
                        "infra",
                        new Transition(OUTDATED, UP_TO_DATE),
                        "awaiting-deployment",
                        "runs-newest",
                        commit("a"),
                        commit("c")));
    }

    @Test
    void should_tell_moved_commits_from_other_changes_when_the_status_is_the_same() {
        assertThat(queries().movedCommits(baseline, snapshot, 500).shown())
                .extracting(StatusChange::hostname)
                .containsExactly("moved");
        assertThat(queries().otherChanges(baseline, snapshot, 500).shown())
                .extracting(StatusChange::hostname)
                .containsExactly("other-flake");
    }

    @Test
    void should_count_all_when_a_list_is_cut_short() {
        assertThat(queries().statusChanges(baseline, snapshot, 0)).isEmpty();
        assertThat(queries().movedCommits(baseline, snapshot, 1).total()).isEqualTo(1);
    }

    private static ChangeQueries queries() {
        return new ChangeQueries(POSTGRES.dsl());
    }
}
