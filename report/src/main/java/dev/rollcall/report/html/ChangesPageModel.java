// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html;

import dev.rollcall.report.model.Bounded;
import dev.rollcall.report.model.Status;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The changes since a baseline; without one there is nothing but the frame. */
public record ChangesPageModel(
        PageFrame frame,
        SnapshotView snapshot,
        @Nullable SnapshotView baseline,
        List<MatrixRow> matrix,
        List<MatrixCell> totals,
        List<TransitionList> transitions,
        Bounded<ChangeView> movedCommits,
        Bounded<ChangeView> changedFlakes,
        Bounded<ChangeView> changedReasons) {

    /** From one status (null: not in the baseline) to each. */
    public record MatrixRow(@Nullable Status from, List<MatrixCell> cells, String total) {}

    /** A count; a kind of {@code same}, {@code change} or {@code none}; the anchor of the list behind a change. */
    public record MatrixCell(
            String count, String kind, @Nullable String anchor) {}

    /** The systems that went from one status (null: joined) to another (null: left). */
    public record TransitionList(
            String anchor, @Nullable Status from, @Nullable Status to, String count, Bounded<ChangeView> changes) {}

    /** A system with what was and what is; what is the same on both sides is told once. */
    public record ChangeView(
            String hostname,
            @Nullable String link,
            @Nullable Status status,
            Pair<String> flake,
            Pair<String> reason,
            Pair<CommitView> running) {}

    /** What was and what is, either of which may be missing. */
    public record Pair<T>(@Nullable T before, @Nullable T now, boolean isSame) {}
}
