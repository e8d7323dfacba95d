// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.format.diff;

import dev.rollcall.report.format.syntax.TextTable;
import dev.rollcall.report.model.Bounded;
import dev.rollcall.report.model.SnapshotDiff;
import dev.rollcall.report.model.StatusChange;
import dev.rollcall.report.model.Transition;
import dev.rollcall.schema.domain.Reason;
import dev.rollcall.schema.domain.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The lists of a comparison in display order, with each value before and after. */
public final class DiffSections {

    private DiffSections() {}

    /** A non-empty list of systems with a heading. */
    public record Section(String heading, Bounded<StatusChange> changes) {}

    public static List<Section> of(SnapshotDiff diff) {
        List<Section> sections = new ArrayList<>();
        diff.transitions().forEach((transition, changes) -> sections.add(new Section(heading(transition), changes)));
        add(sections, "Same status, different commit", diff.movedCommit());
        add(sections, "Different flake", diff.changedFlake());
        add(sections, "Same status and commit, different reason", diff.changedReason());
        return sections;
    }

    public static String flake(StatusChange change) {
        return pair(TextTable.text(change.oldFlake()), TextTable.text(change.newFlake()), change.transition());
    }

    public static String reason(StatusChange change) {
        return pair(code(change.oldReason()), code(change.newReason()), change.transition());
    }

    static String commit(StatusChange change) {
        return pair(
                TextTable.commit(change.oldRunningCommit()),
                TextTable.commit(change.newRunningCommit()),
                change.transition());
    }

    private static void add(List<Section> sections, String heading, Bounded<StatusChange> changes) {
        if (changes.total() > 0) {
            sections.add(new Section(heading, changes));
        }
    }

    private static String heading(Transition transition) {
        Status from = transition.from();
        Status to = transition.to();
        if (from == null) {
            return "Joined as " + Objects.requireNonNull(to).displayName();
        }
        return to == null
                ? "Left the inventory, previously " + from.displayName()
                : from.displayName() + " → " + to.displayName();
    }

    private static String pair(String before, String now, Transition transition) {
        if (transition.from() == null) {
            return now;
        }
        return transition.to() == null || Objects.equals(before, now) ? before : before + " → " + now;
    }

    private static String code(@Nullable Reason reason) {
        return reason == null ? TextTable.NONE : reason.code();
    }
}
