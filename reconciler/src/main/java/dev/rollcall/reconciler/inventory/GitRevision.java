// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory;

import dev.rollcall.report.format.Words;
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

    private static final String HEADS = "refs/heads/";
    private static final String REMOTES = "refs/remotes/";

    /**
     * Finds it, and refuses what is not on the branch of the flake.
     *
     * @param asked the branch or any other revision, null for the one that is checked out
     * @param recorded the branch of the flake, null if nobody said it
     */
    static GitRevision of(GitClone clone, String flake, @Nullable String asked, @Nullable String recorded) {
        // as somebody may have written it in a file
        String known = recorded == null ? null : recorded.replaceFirst("^(refs/heads/|(refs/remotes/)?origin/)", "");
        String revision = asked == null ? "HEAD" : asked;
        String commit = clone.commit(revision);
        Optional<String> branch = clone.refName(revision).flatMap(GitRevision::branchOf);
        if (branch.isPresent()) {
            if (known != null && !known.equals(branch.get())) {
                throw otherBranch(flake, known, asked, branch.get());
            }
            return new GitRevision(asked == null ? branch.get() : asked, commit, branch.get());
        }
        return known == null ? new GitRevision(revision, commit, null) : onBranch(clone, flake, asked, commit, known);
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
        throw new ImportException(Words.visible(
                refs.isEmpty()
                        ? what + " may not be on " + branch
                                + ", because the clone has no such branch. If it is the newest"
                                + " commit of that branch, say so: --branch " + commit
                        : what + " is not on " + branch + ", and a flake has one branch. Import that: --branch "
                                + shortName(refs.get(0))));
    }

    private static ImportException otherBranch(String flake, String known, @Nullable String asked, String branch) {
        return new ImportException(Words.visible((asked == null
                        ? "The branch '" + branch + "' is checked out"
                        : "'" + asked + "' is the branch '" + branch + "'")
                + ", but the flake '" + flake + "' is on '" + known
                + "', and a flake has one branch. Import that with --branch, or if the flake moved, first import a"
                + " flakes.jsonl that says its new branch."));
    }

    private static Optional<String> branchOf(String ref) {
        if (ref.startsWith(HEADS)) {
            return Optional.of(ref.substring(HEADS.length()));
        }
        int remote = ref.startsWith(REMOTES) ? ref.indexOf('/', REMOTES.length()) : -1;
        return remote < 0 ? Optional.empty() : Optional.of(ref.substring(remote + 1));
    }

    private static String shortName(String ref) {
        return ref.replaceFirst("^refs/(heads|remotes)/", "");
    }
}
