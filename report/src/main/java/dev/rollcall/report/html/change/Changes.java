// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.change;

import dev.rollcall.report.model.Bounded;
import dev.rollcall.report.model.Rollback;
import dev.rollcall.report.model.SnapshotDiff;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.report.model.StatusChange;
import dev.rollcall.report.model.Transition;
import dev.rollcall.report.query.ReportQueries;
import dev.rollcall.schema.domain.Status;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The display of a comparison: counts of everything, and limited lists. */
public final class Changes {

    private static final int ROWS_OF_LISTS = 800;
    private static final int ROWS_OF_LIST = 500;
    private static final int ROWS_OF_SAME_STATUS = 200;

    private final SnapshotDiff diff;
    private final Set<String> gone;

    /** Uses a comparison, and the systems with rollbacks that have left the inventory. */
    public Changes(SnapshotDiff diff, Set<String> gone) {
        this.diff = diff;
        this.gone = Set.copyOf(gone);
    }

    /** Compares a snapshot with its baseline. */
    public static Changes read(ReportQueries queries, SnapshotSummary baseline, SnapshotSummary snapshot) {
        SnapshotDiff diff = queries.changes().diff(baseline, snapshot, ROWS_OF_LIST);
        Set<String> gone =
                diff.rollbacks().shown().stream().map(Rollback::hostname).collect(Collectors.toSet());
        if (!gone.isEmpty()) {
            queries.systems().named(snapshot.id(), Set.copyOf(gone)).forEach(system -> gone.remove(system.hostname()));
        }
        return new Changes(diff, gone);
    }

    public SnapshotSummary baseline() {
        return diff.baseline();
    }

    /** How many systems went from one status to another; for unchanged ones, the rest of the baseline's count. */
    public int count(@Nullable Status from, @Nullable Status to) {
        if (from != null && from == to) {
            return diff.baseline().counts().of(from) - diff.left(from);
        }
        return diff.transitions()
                .getOrDefault(new Transition(from, to), Bounded.none())
                .total();
    }

    public int joined() {
        return diff.joined();
    }

    public int left() {
        return diff.leftInventory();
    }

    public int worse() {
        return diff.worse();
    }

    public int better() {
        return diff.better();
    }

    /** How many systems run another closure within the same status. */
    public int redeployedInPlace() {
        return diff.redeployedInPlace();
    }

    /** How many systems run another commit with the same status and closure. */
    public int movedInPlace() {
        return diff.movedCommit().total() - diff.redeployedInPlace();
    }

    /** How many systems of a transition run another closure than before. */
    int redeployed(Transition transition) {
        return diff.redeployed().getOrDefault(transition, 0);
    }

    /** The existing transitions: worse ones first, new and removed systems last. */
    Set<Transition> transitions() {
        return diff.transitions().keySet();
    }

    Bounded<StatusChange> listOf(Transition transition) {
        return diff.transitions()
                .getOrDefault(transition, Bounded.none())
                .limit(Math.min(
                        ROWS_OF_LIST, ROWS_OF_LISTS / Math.max(1, transitions().size())));
    }

    Bounded<StatusChange> movedCommits() {
        return diff.movedCommit().limit(ROWS_OF_SAME_STATUS);
    }

    public Bounded<StatusChange> changedFlakes() {
        return diff.changedFlake().limit(ROWS_OF_SAME_STATUS);
    }

    public Bounded<StatusChange> changedReasons() {
        return diff.changedReason().limit(ROWS_OF_SAME_STATUS);
    }

    public Bounded<Rollback> rollbacks() {
        return diff.rollbacks().limit(ROWS_OF_SAME_STATUS);
    }

    /** Which systems of the rollbacks have left the inventory. */
    Set<String> gone() {
        return gone;
    }
}
