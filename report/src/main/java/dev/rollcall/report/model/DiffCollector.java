// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import dev.rollcall.schema.domain.Status;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Sorts changes into the lists of a comparison, keeping the first of each list and counting the rest. */
public final class DiffCollector implements Consumer<StatusChange> {

    private final int mostOfList;
    private final Counted<StatusChange> changes;
    private final Map<Transition, Counted<StatusChange>> transitions = new HashMap<>();
    private final Map<Transition, Integer> redeployed = new HashMap<>();
    private final Counted<StatusChange> movedCommit;
    private final Counted<StatusChange> changedFlake;
    private final Counted<StatusChange> changedReason;

    public DiffCollector(int mostOfList) {
        this.mostOfList = mostOfList;
        this.changes = new Counted<>(mostOfList);
        this.movedCommit = new Counted<>(mostOfList);
        this.changedFlake = new Counted<>(mostOfList);
        this.changedReason = new Counted<>(mostOfList);
    }

    @Override
    public void accept(StatusChange change) {
        Transition transition = change.transition();
        boolean isSameFlake = Objects.equals(change.oldFlake(), change.newFlake());
        changes.add(change);
        if (transition.isChange()) {
            transitions
                    .computeIfAbsent(transition, any -> new Counted<>(mostOfList))
                    .add(change);
            redeployed.merge(transition, change.isRedeployed() ? 1 : 0, Integer::sum);
        } else if (change.isMoved()) {
            redeployed.merge(transition, change.isRedeployed() ? 1 : 0, Integer::sum);
            movedCommit.add(change);
        } else if (isSameFlake) {
            changedReason.add(change);
        }
        if (!isSameFlake && transition.from() != null && transition.to() != null) {
            changedFlake.add(change);
        }
    }

    /** The comparison of the two snapshots, with the rollbacks between them. */
    public SnapshotDiff diff(SnapshotSummary baseline, SnapshotSummary snapshot, Bounded<Rollback> rollbacks) {
        return new SnapshotDiff(
                baseline,
                snapshot,
                changes.bounded(),
                ordered(),
                Map.copyOf(redeployed),
                movedCommit.bounded(),
                changedFlake.bounded(),
                changedReason.bounded(),
                rollbacks);
    }

    private Map<Transition, Bounded<StatusChange>> ordered() {
        List<@Nullable Status> ends = new ArrayList<>(List.of(Status.values()));
        ends.add(null);
        Map<Transition, Bounded<StatusChange>> ordered = new LinkedHashMap<>();
        ends.stream()
                .flatMap(from -> ends.stream().map(to -> new Transition(from, to)))
                .sorted(Comparator.comparing(transition -> !transition.isWorse()))
                .forEach(transition -> {
                    Counted<StatusChange> found = transitions.get(transition);
                    if (found != null) {
                        ordered.put(transition, found.bounded());
                    }
                });
        return Collections.unmodifiableMap(ordered);
    }
}
