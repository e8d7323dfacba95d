// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory.git;

import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.RollcallException;
import dev.rollcall.schema.text.Words;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an import takes from a clone: the head of the one branch of a flake.
 *
 * @param name as a person calls it
 * @param commit the hash of the head
 * @param branch the branch that it is, null for a tag or a hash
 */
record GitRevision(String name, String commit, @Nullable String branch) {

    /**
     * Finds it, and refuses what is not on the branch of the flake.
     *
     * @param asked the branch or any other revision, null for the one that is checked out
     * @param recorded the branch of the flake, null if nobody said it
     */
    static GitRevision of(GitClone clone, String flake, @Nullable String asked, @Nullable String recorded) {
        // as somebody may have written it in a file
        String known = recorded == null ? null : recorded.replaceFirst("^(refs/heads/|(refs/remotes/)?origin/)", "");
        // a branch before a tag of the same name, which anyone who may push tags could set
        String revision = asked == null ? "HEAD" : clone.branchRef(asked).orElse(asked);
        String commit = clone.commit(revision);
        Optional<String> branch = clone.refName(revision).flatMap(GitClone::branchOf);
        if (branch.isPresent()) {
            if (known != null && !known.equals(branch.get())) {
                throw otherBranch(flake, known, asked, branch.get());
            }
            return new GitRevision(asked == null ? branch.get() : asked, commit, branch.get());
        }
        if (known == null) {
            return asked == null ? onOnlyBranch(clone, flake, commit) : new GitRevision(asked, commit, null);
        }
        return onBranch(clone, flake, asked, commit, known);
    }

    /** What a pipeline checked out, for a flake whose branch nobody said: the branch that has it, if one alone does. */
    private static GitRevision onOnlyBranch(GitClone clone, String flake, String commit) {
        List<String> branches = clone.branchesOf(commit);
        if (branches.size() == 1) {
            GitRevision head = onBranch(clone, flake, null, commit, branches.get(0));
            return new GitRevision(head.name(), head.commit(), branches.get(0));
        }
        throw new RollcallException(
                ErrorName.BRANCH_UNCLEAR,
                Words.visible("The checked-out commit " + Words.shortCommit(commit)
                        + (branches.isEmpty()
                                ? " is on no branch of the clone. If it is the newest commit of the flake's branch, say so:"
                                        + " --branch " + commit
                                : " is on the branches '" + String.join("', '", branches)
                                        + "', and a flake has one. Say which: --branch "
                                        + shortName(
                                                clone.refsOf(branches.get(0)).get(0)))));
    }

    /**
     * A tag, a hash, or what a pipeline checked out: a commit without a branch. If it is on the flake's, then a pipeline
     * that was late takes over the whole of it, and who names a commit gets that.
     */
    private static GitRevision onBranch(
            GitClone clone, String flake, @Nullable String asked, String commit, String known) {
        List<String> refs = clone.refsOf(known);
        Optional<String> ref =
                refs.stream().filter(name -> clone.isOnLine(commit, name)).findFirst();
        if (asked == null && ref.isPresent()) {
            return new GitRevision(shortName(ref.get()), clone.commit(ref.get()), null);
        }
        if (asked != null && (ref.isPresent() || refs.isEmpty())) {
            return new GitRevision(asked, commit, null);
        }
        String what = asked == null ? "The checked-out commit " + Words.shortCommit(commit) : "'" + asked + "'";
        String branch = "the branch '" + known + "' of the flake '" + flake + "'";
        throw new RollcallException(
                ErrorName.NOT_ON_BRANCH,
                Words.visible(
                        refs.isEmpty()
                                ? what + " may not be on " + branch
                                        + ", because the clone has no such branch. If it is the newest"
                                        + " commit of that branch, say so: --branch " + commit
                                : what + " is not on " + branch + ", and a flake has one branch. Import that: --branch "
                                        + shortName(refs.get(0))));
    }

    private static RollcallException otherBranch(String flake, String known, @Nullable String asked, String branch) {
        return new RollcallException(
                ErrorName.ANOTHER_BRANCH,
                Words.visible((asked == null
                                ? "The branch '" + branch + "' is checked out"
                                : "'" + asked + "' is the branch '" + branch + "'")
                        + ", but the flake '" + flake + "' is on '" + known
                        + "', and a flake has one branch. Import that with --branch, or if the flake moved, first import a"
                        + " flakes.jsonl that says its new branch."));
    }

    /** As a person calls a branch, without where git keeps it. */
    static String shortName(String ref) {
        return ref.replaceFirst("^refs/(heads|remotes)/", "");
    }
}
