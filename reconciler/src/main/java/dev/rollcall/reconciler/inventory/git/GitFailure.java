// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory.git;

import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.RollcallException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns git's error output into an error that says what to do. */
final class GitFailure {

    private static final Pattern MISSING = Pattern.compile(
            "(?:could not read|could not fetch|unable to read|bad object) (?<object>[0-9a-f]{40,64})",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern UNKNOWN_REVISION =
            Pattern.compile("bad revision|unknown revision|ambiguous argument|Needed a single revision"
                    + "|no upstream configured|no such branch|not stored as a remote-tracking branch"
                    + "|HEAD does not point to a branch");

    private static final Pattern ALTERNATE =
            Pattern.compile("(?:unable to normalize alternate object path: |object directory )(?<folder>\\S+)");

    private static final Pattern PLAIN_WORD = Pattern.compile("[\\w./@:+,=-]+");

    private GitFailure() {}

    /** The error for git's standard error. */
    static RollcallException of(Path clone, String revision, String errors) {
        String git = "git -C " + quoted(clone.toString());
        Matcher missing = MISSING.matcher(errors);
        if (errors.contains("dubious ownership")) {
            return new RollcallException(
                    ErrorName.CLONE_OF_ANOTHER_USER,
                    "git refuses to read " + clone
                            + ", which belongs to another user. Run the import as that user, or trust"
                            + " the clone: git config --global --add safe.directory " + quoted(absolute(clone)));
        }
        if (errors.contains("not a git repository")) {
            return new RollcallException(
                    ErrorName.NOT_A_CLONE, clone + " is not a git clone. Pass the folder of a clone, bare or not.");
        }
        if (missing.find()) {
            return new RollcallException(
                    ErrorName.CLONE_INCOMPLETE,
                    "The clone " + clone + " lacks the commit " + missing.group("object")
                            + ", and an import does not fetch. Fetch it, then import again: " + git
                            + " fetch --refetch");
        }
        Matcher alternate = ALTERNATE.matcher(errors);
        if (alternate.find()) {
            return new RollcallException(
                    ErrorName.CLONE_INCOMPLETE,
                    "The clone " + clone + " borrows its commits from " + alternate.group("folder")
                            + ", which does not exist. Restore that clone, or import a complete one.");
        }
        if (UNKNOWN_REVISION.matcher(errors).find()) {
            return unknown(clone, GitRevision.shortName(revision), git);
        }
        return new RollcallException(
                ErrorName.CLONE_DAMAGED,
                "git can't read the history in " + clone + ": " + firstOf(errors) + ". Check the clone with '" + git
                        + " fsck', or import a fresh clone.");
    }

    /** A pipeline's checkout often has no local branches, only remote ones. */
    private static RollcallException unknown(Path clone, String revision, String git) {
        boolean isNamed = !revision.equals("HEAD");
        GitClone refs = new GitClone(clone);
        List<String> elsewhere = refs.newestRefs("refs/remotes/*/" + revision);
        if (isNamed && !elsewhere.isEmpty()) {
            return new RollcallException(
                    ErrorName.UNKNOWN_BRANCH,
                    "The clone " + clone + " has no local branch '" + revision + "', only '" + elsewhere.get(0)
                            + "'. Use --branch " + quoted(elsewhere.get(0)));
        }
        List<String> known = refs.newestRefs("refs/heads", "refs/remotes");
        if (known.isEmpty() && isNamed && refs.hasHead()) {
            return new RollcallException(
                    ErrorName.UNKNOWN_BRANCH,
                    "The clone " + clone
                            + " has no branches, only a checked-out commit. If it is the newest commit of '" + revision
                            + "', use --branch HEAD");
        }
        if (known.isEmpty()) {
            return new RollcallException(
                    ErrorName.CLONE_INCOMPLETE,
                    "The clone " + clone + " has no commits yet. Fetch them first: " + git + " fetch");
        }
        return new RollcallException(
                ErrorName.UNKNOWN_BRANCH,
                "The clone " + clone + (isNamed ? " has no branch '" + revision + "'" : " has nothing checked out")
                        + ". Choose one of its branches with --branch, such as " + known.get(0) + "; to list them: "
                        + git
                        + " branch --all");
    }

    private static String firstOf(String errors) {
        return errors.lines()
                .filter(line -> !line.startsWith("warning: ") && !line.startsWith("hint:"))
                .findFirst()
                .orElse("no reason given")
                .replaceFirst("^(fatal|error): ", "")
                .replaceFirst("\\.$", "");
    }

    private static String absolute(Path clone) {
        return clone.toAbsolutePath().normalize().toString();
    }

    /** Quoted for a shell, so that the command can be pasted. */
    private static String quoted(String word) {
        return PLAIN_WORD.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
