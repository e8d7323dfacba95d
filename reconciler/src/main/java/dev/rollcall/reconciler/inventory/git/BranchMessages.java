// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory.git;

import dev.rollcall.reconciler.inventory.Branch;
import dev.rollcall.reconciler.inventory.CommitName;
import dev.rollcall.reconciler.inventory.StagedLine;
import dev.rollcall.report.model.Bounded;
import dev.rollcall.schema.text.Words;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Messages about a branch that was imported from a clone. */
final class BranchMessages {

    private static final int MAX_NAMED = 5;

    /** Why a branch has lost commits. */
    enum Loss {
        REWRITE(""),
        OUTDATED_CLONE(
                " The branch ends before them in this clone, which may just be out of date. Importing an up-to-date"
                        + " clone restores them."),
        MERGE(
                " They are still in its history, but only through the second parent of a merge. This happens if someone pulls"
                        + " without --rebase and pushes the merge."),
        OTHER_REPOSITORY(
                " None of the commits of this clone was known. If it is a clone of another repository, import the"
                        + " right one, which restores them.");

        private final String sentence;

        Loss(String sentence) {
            this.sentence = sentence;
        }
    }

    private final String flake;
    private final Path clone;

    BranchMessages(String flake, Path clone) {
        this.flake = Words.visible(flake);
        this.clone = clone;
    }

    /**
     * The messages.
     *
     * @param cutAt the commit where the history is truncated, or null
     * @param isContinued whether the inventory knows the commits before it
     */
    List<String> of(
            Branch.Change change, Loss loss, @Nullable CommitName cutAt, boolean isContinued, StagedLine.OddDates odd) {
        List<String> messages = new ArrayList<>();
        if (cutAt != null) {
            messages.add("warning: the clone is shallow; its history starts at " + cutAt
                    + (isContinued
                            ? ", and the inventory has the commits before that"
                            : ". Older commits are missing, and none of them is withdrawn")
                    + ". Deepen it with 'git -C " + Words.visible(clone.toString())
                    + " fetch --unshallow'; in a pipeline, check out the full history (fetch-depth: 0).");
        }
        if (!change.withdrawn().isEmpty()) {
            messages.add(count(change.withdrawn(), "is", "are") + " no longer on the branch of " + flake
                    + " and " + (change.withdrawn().size() == 1 ? "is" : "are") + " withdrawn: "
                    + named(change.withdrawn()) + "." + loss.sentence);
        }
        if (!change.returned().isEmpty()) {
            messages.add(count(change.returned(), "is", "are") + " back on the branch of " + flake + ": "
                    + named(change.returned()) + ".");
        }
        if (!odd.future().isEmpty()) {
            messages.add("warning: " + count(odd.future(), "is", "are") + " dated in the future: " + named(odd.future())
                    + ". Dates later than this import are ignored: such a commit gets the date of the next commit on the"
                    + " branch, or the time of this import.");
        }
        if (!odd.beforeParent().isEmpty()) {
            messages.add("warning: " + count(odd.beforeParent(), "is", "are") + " dated before "
                    + (odd.beforeParent().size() == 1 ? "its parent: " : "their parents: ") + named(odd.beforeParent())
                    + ". The branch order counts, not the dates.");
        }
        return messages;
    }

    /** The message if a clone was fetched without updating its own branch. */
    static List<String> behindOrigin(int commits, String branch) {
        return commits == 0
                ? List.of()
                : List.of(Words.visible("warning: origin/" + branch + " has "
                        + Words.count(commits, "commit", "commits")
                        + " that " + branch + " of this clone does not have, and "
                        + (commits == 1 ? "it was" : "they were") + " not imported. Import with --branch origin/"
                        + branch + ", or update " + branch + " first."));
    }

    private static String count(List<CommitName> commits, String one, String more) {
        return Words.count(commits.size(), "commit " + one, "commits " + more);
    }

    private static String named(List<CommitName> commits) {
        return Bounded.of(commits, MAX_NAMED).joined();
    }
}
