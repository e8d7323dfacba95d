// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import dev.rollcall.schema.domain.Status;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The differences between two snapshots, from which every format of a comparison is made. Everything is counted; of
 * long lists only the first systems by hostname are kept.
 *
 * @param changes systems that differ in status, reason, running commit or flake
 * @param transitions the status changes: worse ones first, then in the order of statuses, new and removed systems last
 * @param redeployed per transition, how many systems run another closure than before, including unchanged statuses
 * @param movedCommit systems that changed commit within the same status
 * @param changedFlake systems that changed flake, whatever else changed
 * @param changedReason systems that changed reason with the same status, flake and running commit
 * @param rollbacks systems that went back in a night after the baseline, once for each such night, the last night first
 */
public record SnapshotDiff(
        SnapshotSummary baseline,
        SnapshotSummary snapshot,
        Bounded<StatusChange> changes,
        Map<Transition, Bounded<StatusChange>> transitions,
        Map<Transition, Integer> redeployed,
        Bounded<StatusChange> movedCommit,
        Bounded<StatusChange> changedFlake,
        Bounded<StatusChange> changedReason,
        Bounded<Rollback> rollbacks) {

    /** How many systems entered the status, including new systems. */
    public int entered(Status status) {
        return count(transition -> transition.to() == status);
    }

    /** How many systems left the status, including removed systems. */
    public int left(Status status) {
        return count(transition -> transition.from() == status);
    }

    public int joined() {
        return count(transition -> transition.from() == null);
    }

    public int leftInventory() {
        return count(transition -> transition.to() == null);
    }

    /** How many systems run another closure within the same status. */
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
