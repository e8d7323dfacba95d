// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory.git;

import dev.rollcall.schema.FailureText;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.RollcallException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads a git clone.
 *
 * <p>Runs the git command and only reads: git libraries write to the clone's folder even then.
 */
record GitClone(Path folder) {

    private static final int MAX_ANSWER_LENGTH = 1 << 20;
    private static final int MAX_BRANCHES = 50;

    private static final String HEADS = "refs/heads/";
    private static final String REMOTES = "refs/remotes/";
    private static final String ORIGIN = REMOTES + "origin/";

    /** The URL that the clone came from; empty if unknown. */
    String origin() {
        return ask("config", "--get", "remote.origin.url")
                .map(GitClone::withoutCredentials)
                .orElse("");
    }

    /**
     * The commit of a revision.
     *
     * @throws RollcallException if there is none
     */
    String commit(String revision) {
        List<String> arguments = List.of("rev-parse", "--verify", "--end-of-options", revision + "^{commit}");
        try (GitCommand git = GitCommand.start(folder, arguments)) {
            String commit = answer(git);
            if (git.exitCode() != 0) {
                throw GitFailure.of(folder, revision, git.errors());
            }
            return commit;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Whether a commit is checked out. */
    boolean hasHead() {
        return ask("rev-parse", "--verify", "--quiet", "HEAD^{commit}").isPresent();
    }

    /** The full name of the branch or tag of a revision; empty if it is only a commit. */
    Optional<String> refName(String revision) {
        if (revision.startsWith("-")) {
            return Optional.empty();
        }
        return ask("rev-parse", "--symbolic-full-name", revision).filter(name -> name.startsWith("refs/"));
    }

    /**
     * The full name of a branch, its own or a remote's; empty if it has no branch of that name, even if it has a tag.
     */
    Optional<String> branchRef(String name) {
        List<String> whole = Stream.of(HEADS + name, REMOTES + name, name)
                .filter(ref -> ref.startsWith(HEADS) || ref.startsWith(REMOTES))
                .toList();
        return names(whole.toArray(String[]::new)).stream()
                .filter(whole::contains)
                .min(Comparator.comparingInt(whole::indexOf));
    }

    /** The full names of a branch's refs, that of origin first. Other remotes count only if there is no origin. */
    List<String> refsOf(String branch) {
        // git also matches everything below a name
        return ofOrigin(names("refs/remotes/*/" + branch, HEADS + branch).stream()
                .filter(ref -> branchOf(ref).equals(Optional.of(branch)))
                .toList());
    }

    /** How many commits the branch of origin has that a commit does not lead to. */
    int behindOrigin(String commit, String branch) {
        return ask("rev-list", "--first-parent", "--count", ORIGIN + branch, "^" + commit, "--")
                .map(Integer::parseInt)
                .orElse(0);
    }

    /**
     * The branches whose first-parent history contains a commit, without the name of the remote. Other remotes count only
     * if there is no origin: a pipeline of a pull request has its merge, which is never on the branch, as one of them.
     */
    List<String> branchesOf(String commit) {
        boolean hasOrigin = !origin().isEmpty() || !names(ORIGIN).isEmpty();
        return ofOrigin(names("--contains=" + commit, hasOrigin ? ORIGIN : REMOTES, HEADS)).stream()
                .limit(MAX_BRANCHES)
                .filter(ref -> isOnLine(commit, ref))
                .flatMap(ref -> branchOf(ref).stream())
                .distinct()
                .toList();
    }

    /** The branch of a full name; empty for a tag. */
    static Optional<String> branchOf(String ref) {
        if (ref.startsWith(HEADS)) {
            return Optional.of(ref.substring(HEADS.length()));
        }
        int remote = ref.startsWith(REMOTES) ? ref.indexOf('/', REMOTES.length()) : -1;
        return remote < 0 ? Optional.empty() : Optional.of(ref.substring(remote + 1));
    }

    /** The short names of refs, those with the newest commits first. */
    List<String> newestRefs(String... patterns) {
        return refs("%(refname:short)", Stream.concat(Stream.of("--sort=-committerdate"), Stream.of(patterns)));
    }

    private List<String> names(String... patterns) {
        // without symbolic refs such as origin/HEAD
        return refs("%(if)%(symref)%(then)%(else)%(refname)%(end)", Stream.of(patterns));
    }

    private List<String> refs(String format, Stream<String> arguments) {
        return ask(Stream.concat(Stream.of("for-each-ref", "--format=" + format), arguments)
                        .toArray(String[]::new))
                .map(names -> names.lines().filter(name -> !name.isEmpty()).toList())
                .orElse(List.of());
    }

    private static List<String> ofOrigin(List<String> refs) {
        boolean hasOrigin = refs.stream().anyMatch(ref -> ref.startsWith(ORIGIN));
        return refs.stream()
                .filter(ref -> !hasOrigin || ref.startsWith(ORIGIN) || ref.startsWith(HEADS))
                .sorted(Comparator.comparing((String ref) -> !ref.startsWith(ORIGIN))
                        .thenComparing(ref -> !ref.startsWith(HEADS))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    /** Whether a commit is a predecessor of another, by any of the parents. */
    boolean isBefore(String commit, String other) {
        return ask("rev-list", "--count", commit, "^" + other).equals(Optional.of("0"));
    }

    /** Whether the first-parent history of a branch contains a commit. */
    boolean isOnLine(String commit, String ref) {
        List<String> arguments = List.of("rev-list", "--first-parent", "--end-of-options", ref, "--");
        try (GitCommand git = GitCommand.start(folder, arguments);
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(git.out(), StandardCharsets.ISO_8859_1))) {
            String line = lines.readLine();
            while (line != null && !line.equals(commit)) {
                line = lines.readLine();
            }
            if (line == null && git.exitCode() != 0) {
                throw GitFailure.of(folder, ref, git.errors());
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

    /** Whole lines only. */
    private static String answer(GitCommand git) throws IOException {
        String answer = new String(git.out().readNBytes(MAX_ANSWER_LENGTH), StandardCharsets.UTF_8);
        // git waits for a reader of the rest
        boolean isCut = git.out().transferTo(OutputStream.nullOutputStream()) > 0;
        return (isCut ? answer.substring(0, answer.lastIndexOf('\n') + 1) : answer).strip();
    }

    private RollcallException unreadable(IOException e) {
        return new RollcallException(
                ErrorName.GIT_FAILED,
                "The output of git in " + folder + " can't be read: " + FailureText.of(e) + ".",
                e);
    }

    /** https://user:token@host/... without user and token; other URLs without the password only. */
    private static String withoutCredentials(String url) {
        return url.toLowerCase(Locale.ROOT).startsWith("http")
                ? url.replaceFirst("//[^/]*@", "//")
                : url.replaceFirst("//([^/:]*):[^/]*@", "//$1@");
    }
}
