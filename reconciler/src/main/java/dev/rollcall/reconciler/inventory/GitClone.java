// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory;

import dev.rollcall.schema.FailureText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a git clone says of itself.
 *
 * <p>It asks the git command and only reads: git libraries write into the clone's folder even then.
 */
record GitClone(Path folder) {

    private static final int LONGEST_ANSWER = 1 << 20;

    /** The address that the clone came from; empty if it tells none. */
    String origin() {
        return ask("config", "--get", "remote.origin.url")
                .map(GitClone::withoutCredentials)
                .orElse("");
    }

    /**
     * The commit that a revision is.
     *
     * @throws ImportException if it is none
     */
    String commit(String revision) {
        List<String> arguments = List.of("rev-parse", "--verify", "--end-of-options", revision + "^{commit}");
        try (GitCommand git = GitCommand.start(folder, arguments)) {
            String commit = answer(git);
            if (git.exitCode() != 0) {
                throw new ImportException(GitComplaint.sentence(folder, revision, git.complaints()));
            }
            return commit;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** The whole name of the branch or tag that a revision is; empty if it is a commit only. */
    Optional<String> refName(String revision) {
        if (revision.startsWith("-")) {
            return Optional.empty();
        }
        return ask("rev-parse", "--symbolic-full-name", revision).filter(name -> name.startsWith("refs/"));
    }

    /** The whole names of what the clone has of a branch, those of other clones first. */
    List<String> refsOf(String branch) {
        return ask("for-each-ref", "--format=%(refname)", "refs/remotes/*/" + branch, "refs/heads/" + branch)
                .map(names -> Arrays.stream(names.split("\n"))
                        .sorted((a, b) -> b.compareTo(a))
                        .toList())
                .orElse(List.of());
    }

    /** Whether a commit is on the line of first parents of a branch. */
    boolean isOnLine(String commit, String ref) {
        List<String> arguments = List.of("rev-list", "--first-parent", "--end-of-options", ref, "--");
        try (GitCommand git = GitCommand.start(folder, arguments);
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(git.out(), StandardCharsets.ISO_8859_1))) {
            String line = lines.readLine();
            while (line != null && !line.equals(commit)) {
                line = lines.readLine();
            }
            return line != null;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private Optional<String> ask(String... arguments) {
        try (GitCommand git = GitCommand.start(folder, List.of(arguments))) {
            String answer = answer(git);
            return git.exitCode() == 0 && !answer.isEmpty() ? Optional.of(answer) : Optional.empty();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static String answer(GitCommand git) throws IOException {
        return new String(git.out().readNBytes(LONGEST_ANSWER), StandardCharsets.UTF_8).strip();
    }

    private ImportException unreadable(IOException e) {
        return new ImportException("git in " + folder + " can't be read: " + FailureText.of(e) + ".", e);
    }

    /** https://user:token@host/... without the user and the token; of other addresses without the password only. */
    private static String withoutCredentials(String url) {
        return url.toLowerCase(Locale.ROOT).startsWith("http")
                ? url.replaceFirst("//[^/]*@", "//")
                : url.replaceFirst("//([^/:]*):[^/]*@", "//$1@");
    }
}
