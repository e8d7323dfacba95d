// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.change;

import dev.rollcall.report.html.advisory.AdvisoryChangesView;
import dev.rollcall.report.html.closure.PackageChangesView;
import dev.rollcall.report.html.page.PageFrame;
import dev.rollcall.report.html.part.CommitView;
import dev.rollcall.report.html.part.HostView;
import dev.rollcall.report.html.part.SnapshotView;
import dev.rollcall.report.html.part.TimeView;
import dev.rollcall.report.model.Bounded;
import dev.rollcall.schema.domain.Reason;
import dev.rollcall.schema.domain.Status;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The changes since a baseline; empty without one.
 *
 * @param headline the changes in a few words
 * @param hasOwners whether systems have different owners
 * @param needing systems that need attention and did not before
 * @param noLongerNeeding systems that needed attention and no longer do
 * @param rollbacks systems that went back to an older commit, once for each time
 * @param packages what changed inside what systems run; null if nothing did, or no closures were imported
 * @param advisories which came and went; null if none did, or the night or its baseline used no scans
 */
public record ChangesPageModel(
        PageFrame frame,
        SnapshotView snapshot,
        @Nullable SnapshotView baseline,
        String headline,
        boolean hasOwners,
        Bounded<HostView> needing,
        Bounded<HostView> noLongerNeeding,
        Bounded<RollbackView> rollbacks,
        List<MatrixRow> matrix,
        List<MatrixCell> totals,
        List<TransitionList> transitions,
        ChangeTable movedCommits,
        ChangeTable changedFlakes,
        ChangeTable changedReasons,
        @Nullable PackageChangesView packages,
        @Nullable AdvisoryChangesView advisories) {

    /** A system that went back, and in which night. */
    public record RollbackView(
            HostView host,
            @Nullable String owner,
            String flake,
            TimeView night,
            @Nullable CommitView from,
            @Nullable CommitView to) {}

    /** From one status (null: not in the baseline) to each. */
    public record MatrixRow(@Nullable Status from, List<MatrixCell> cells, String total) {}

    /** A count; its kind, {@code same}, {@code change} or {@code none}; the anchor of a change's list. */
    public record MatrixCell(
            String count, String kind, @Nullable String anchor) {}

    /** The systems that went from one status (null: joined) to another (null: left). */
    public record TransitionList(
            String anchor, @Nullable Status from, @Nullable Status to, ChangeTable table) {}

    /** How many systems changed in one way, and their rows grouped by what caused the change. */
    public record ChangeTable(String count, List<ChangeGroup> groups, int leftOut) {

        static final ChangeTable NONE = new ChangeTable("0 systems", List.of(), 0);

        public static ChangeTable of(String count, Bounded<ChangeView> changes) {
            return new ChangeTable(
                    count,
                    changes.total() == 0 ? List.of() : List.of(new ChangeGroup(null, count, changes.shown())),
                    changes.leftOut());
        }

        public boolean isEmpty() {
            return groups.isEmpty();
        }
    }

    /** Systems that changed for one cause; null if the rows are self-explanatory. */
    public record ChangeGroup(@Nullable String cause, String count, List<ChangeView> changes) {}

    /** A system before and after; equal values are shown once. */
    public record ChangeView(
            String hostname,
            @Nullable String link,
            @Nullable Status status,
            @Nullable String owner,
            Pair<String> flake,
            Pair<Reason> reason,
            Pair<CommitView> running) {}

    /** A value before and after, either of which may be missing. */
    public record Pair<T>(@Nullable T before, @Nullable T now, boolean isSame) {}
}
