// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What differs between two snapshots, system by system: every format of a comparison is made from this.
 *
 * @param changes the systems that differ in status, reason, running commit or flake, by hostname
 */
public record SnapshotDiff(SnapshotSummary baseline, SnapshotSummary snapshot, List<StatusChange> changes) {

    public SnapshotDiff {
        changes = List.copyOf(changes);
    }

    /** How many systems have the status that did not have it before, newcomers included. */
    public int entered(Status status) {
        return count(change -> isStatusChange(change) && change.transition().to() == status);
    }

    /** How many systems had the status and have it no more, those that left the inventory included. */
    public int left(Status status) {
        return count(change -> isStatusChange(change) && change.transition().from() == status);
    }

    public int joined() {
        return count(change -> change.transition().from() == null);
    }

    public int leftInventory() {
        return count(change -> change.transition().to() == null);
    }

    /** Systems that run another commit under the same status. */
    public List<StatusChange> movedCommit() {
        return where(change ->
                !isStatusChange(change) && !Objects.equals(change.oldRunningCommit(), change.newRunningCommit()));
    }

    /** Systems of both snapshots that belong to another flake now, whatever else changed. */
    public List<StatusChange> changedFlake() {
        return where(change -> change.transition().from() != null
                && change.transition().to() != null
                && !Objects.equals(change.oldFlake(), change.newFlake()));
    }

    /** Systems whose status has another reason, while their flake and running commit are the same. */
    public List<StatusChange> changedReason() {
        return where(change -> !isStatusChange(change)
                && Objects.equals(change.oldRunningCommit(), change.newRunningCommit())
                && Objects.equals(change.oldFlake(), change.newFlake()));
    }

    /** The changes of status, from each to each in the order of the statuses: newcomers and those who left last. */
    public Map<Transition, List<StatusChange>> transitions() {
        Map<Transition, List<StatusChange>> found =
                where(SnapshotDiff::isStatusChange).stream().collect(Collectors.groupingBy(StatusChange::transition));
        List<@Nullable Status> ends = new ArrayList<>(List.of(Status.values()));
        ends.add(null);
        Map<Transition, List<StatusChange>> ordered = new LinkedHashMap<>();
        for (Status from : ends) {
            for (Status to : ends) {
                Transition transition = new Transition(from, to);
                if (found.containsKey(transition)) {
                    ordered.put(transition, found.get(transition));
                }
            }
        }
        return ordered;
    }

    private static boolean isStatusChange(StatusChange change) {
        return change.transition().isChange();
    }

    private int count(Predicate<StatusChange> condition) {
        return (int) changes.stream().filter(condition).count();
    }

    private List<StatusChange> where(Predicate<StatusChange> condition) {
        return changes.stream().filter(condition).toList();
    }
}
