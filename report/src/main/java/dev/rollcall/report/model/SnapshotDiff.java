// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import dev.rollcall.schema.domain.Status;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What differs between two snapshots: every format of a comparison is made from this. Everything is counted; of a long
 * list only the first systems by hostname are held.
 *
 * @param changes the systems that differ in status, reason, running commit or flake
 * @param transitions the changes of status, those for the worse first, then from each to each in the order of the statuses,
 *     newcomers and those that left last
 * @param redeployed how many systems of a transition run another closure than before, of those that stayed in a status too
 * @param movedCommit systems that run another commit under the same status
 * @param changedFlake systems of both snapshots that belong to another flake now, whatever else changed
 * @param changedReason systems whose status has another reason, while their flake and running commit are the same
 */
public record SnapshotDiff(
        SnapshotSummary baseline,
        SnapshotSummary snapshot,
        Bounded<StatusChange> changes,
        Map<Transition, Bounded<StatusChange>> transitions,
        Map<Transition, Integer> redeployed,
        Bounded<StatusChange> movedCommit,
        Bounded<StatusChange> changedFlake,
        Bounded<StatusChange> changedReason) {

    /** How many systems have the status that did not have it before, newcomers included. */
    public int entered(Status status) {
        return count(transition -> transition.to() == status);
    }

    /** How many systems had the status and have it no more, those that left the inventory included. */
    public int left(Status status) {
        return count(transition -> transition.from() == status);
    }

    public int joined() {
        return count(transition -> transition.from() == null);
    }

    public int leftInventory() {
        return count(transition -> transition.to() == null);
    }

    /** How many systems run another closure under the same status. */
    public int redeployedInPlace() {
        return redeployed.entrySet().stream()
                .filter(entry -> !entry.getKey().isChange())
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    public int worse() {
        return count(Transition::isWorse);
    }

    public int better() {
        return count(Transition::isBetter);
    }

    private int count(Predicate<Transition> condition) {
        return transitions.entrySet().stream()
                .filter(entry -> condition.test(entry.getKey()))
                .mapToInt(entry -> entry.getValue().total())
                .sum();
    }
}
