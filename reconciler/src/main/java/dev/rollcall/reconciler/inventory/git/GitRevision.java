// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory.git;

import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.RollcallException;
import dev.rollcall.schema.text.Words;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an import reads from a clone: the head of the flake's branch.
 *
 * @param name its name for people
 * @param commit the hash of the head
 * @param branch its branch, null for a tag or a hash
 */
record GitRevision(String name, String commit, @Nullable String branch) {

    /**
     * Finds it, and rejects a revision that is not on the flake's branch.
     *
     * @param asked the branch or any other revision, null for the one that is checked out
     * @param recorded the branch of the flake, null if not recorded
     */
    static GitRevision of(GitClone clone, String flake, @Nullable String asked, @Nullable String recorded) {
        // as written in a file
        String known = recorded == null ? null : recorded.replaceFirst("^(refs/heads/|(refs/remotes/)?origin/)", "");
        // a branch before a tag of the same name, which anyone who may push tags could create
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

    /** For a pipeline's checkout of a flake without a recorded branch: the only branch that contains the commit. */
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
                                ? " is not on any branch of the clone. If it is the newest commit of the flake's branch, use"
                                        + " --branch " + commit
                                : " is on the branches '" + String.join("', '", branches)
                                        + "', but a flake has one branch. Choose it with --branch, such as --branch "
                                        + shortName(
                                                clone.refsOf(branches.get(0)).get(0)))));
    }

    /**
     * A tag, a hash, or a pipeline's checkout: a commit without a branch. If it is on the flake's branch, an outdated
     * pipeline imports the whole branch, while a named commit limits the import.
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
                                        + " commit of that branch, use --branch " + commit
                                : what + " is not on " + branch
                                        + ", and a flake has only one branch. Import that one: --branch "
                                        + shortName(refs.get(0))));
    }

    private static RollcallException otherBranch(String flake, String known, @Nullable String asked, String branch) {
        return new RollcallException(
                ErrorName.ANOTHER_BRANCH,
                Words.visible((asked == null
                                ? "The branch '" + branch + "' is checked out"
                                : "'" + asked + "' is the branch '" + branch + "'")
                        + ", but the flake '" + flake + "' is on '" + known
                        + "', and a flake has only one branch. Import that one with --branch, or if the flake moved, first import a"
                        + " flakes.jsonl with its new branch."));
    }

    /** A branch's name for people. */
    static String shortName(String ref) {
        return ref.replaceFirst("^refs/(heads|remotes)/", "");
    }
}
