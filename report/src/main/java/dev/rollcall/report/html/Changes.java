// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html;

import dev.rollcall.report.model.Bounded;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.report.model.Status;
import dev.rollcall.report.model.StatusChange;
import dev.rollcall.report.model.Transition;
import dev.rollcall.report.query.ChangeQueries;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What changed since a baseline: how many systems went from each status to each, and bounded lists of them. */
record Changes(
        SnapshotSummary baseline,
        Map<Transition, Integer> transitions,
        List<StatusChange> statusChanges,
        Bounded<StatusChange> movedCommits,
        Bounded<StatusChange> otherChanges) {

    static final int ROWS_OF_LISTS = 800;
    static final int ROWS_OF_LIST = 500;
    static final int ROWS_OF_SAME_STATUS = 200;

    static Changes read(ChangeQueries queries, SnapshotSummary baseline, SnapshotSummary snapshot) {
        Map<Transition, Integer> transitions = queries.transitions(baseline.id(), snapshot.id());
        long lists = transitions.keySet().stream().filter(Transition::isChange).count();
        int limit = (int) Math.min(ROWS_OF_LIST, ROWS_OF_LISTS / Math.max(1, lists));
        return new Changes(
                baseline,
                transitions,
                queries.statusChanges(baseline.id(), snapshot.id(), limit),
                queries.movedCommits(baseline.id(), snapshot.id(), ROWS_OF_SAME_STATUS),
                queries.otherChanges(baseline.id(), snapshot.id(), ROWS_OF_SAME_STATUS));
    }

    int count(@Nullable Status from, @Nullable Status to) {
        return transitions.getOrDefault(new Transition(from, to), 0);
    }

    /** How many systems of the baseline came to a status from another. */
    int arrivedAt(Status status) {
        return sum(transition -> transition.to() == status && transition.from() != null && transition.isChange());
    }

    int joined() {
        return sum(transition -> transition.from() == null);
    }

    int left() {
        return sum(transition -> transition.to() == null);
    }

    Bounded<StatusChange> listOf(Transition transition) {
        return new Bounded<>(
                statusChanges.stream()
                        .filter(change -> change.transition().equals(transition))
                        .toList(),
                count(transition.from(), transition.to()));
    }

    /** Every transition there can be, newcomers and those who left included, statuses in their order. */
    static List<Transition> possible() {
        List<@Nullable Status> ends = new ArrayList<>(List.of(Status.values()));
        ends.add(null);
        List<Transition> possible = new ArrayList<>();
        for (Status from : ends) {
            for (Status to : ends) {
                possible.add(new Transition(from, to));
            }
        }
        return possible;
    }

    private int sum(Predicate<Transition> condition) {
        return transitions.entrySet().stream()
                .filter(entry -> condition.test(entry.getKey()))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }
}
