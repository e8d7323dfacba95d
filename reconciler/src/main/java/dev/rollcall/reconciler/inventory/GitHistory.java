// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The first-parent history of a branch in a git clone, as the sources of an import: the flake, and its commits from the
 * oldest on.
 *
 * <p>It asks the git command and only reads: git libraries write into the clone's folder even then.
 */
public final class GitHistory {

    private static final JsonMapper JSON = new JsonMapper();

    private GitHistory() {}

    /**
     * The flake and the commits of a clone.
     *
     * @param branch the branch or any other revision, null for the one that is checked out
     * @throws ImportException if git is missing, or the folder is no clone with that branch
     */
    public static List<InventorySource> sources(String flake, Path clone, @Nullable String branch) {
        if (!Files.isDirectory(clone)) {
            throw new ImportException("There is no folder " + clone + ".");
        }
        String revision = branch == null ? "HEAD" : branch;
        String url = withoutCredentials(read(clone, "config", "--get", "remote.origin.url"));
        return List.of(
                new InventorySource(
                        InventoryKind.FLAKES,
                        "git",
                        () -> lines(List.of(JSON.createObjectNode()
                                .put("name", flake)
                                .put("repo_url", url.isEmpty() ? null : url)
                                .put("branch", branch)
                                .toString()))),
                new InventorySource(
                        InventoryKind.COMMITS, "git log " + revision, () -> commits(flake, clone, revision)));
    }

    private static InputStream commits(String flake, Path clone, String revision) throws IOException {
        String log = require(
                clone, "log", "--first-parent", "--reverse", "--format=%H %cI", "--end-of-options", revision, "--");
        return lines(log.lines()
                .map(line -> line.split(" ", 2))
                .map(parts -> JSON.createObjectNode()
                        .put("flake", flake)
                        .put("git_commit_hash", parts[0])
                        .put("commit_timestamp", parts[1])
                        .toString())
                .toList());
    }

    private static InputStream lines(List<String> lines) {
        return new SequenceInputStream(Collections.enumeration(lines.stream()
                .map(line -> new ByteArrayInputStream((line + "\n").getBytes(StandardCharsets.UTF_8)))
                .toList()));
    }

    /** What git prints, empty if it fails. */
    private static String read(Path clone, String... arguments) {
        Answer answer = ask(clone, arguments);
        return answer.exitCode == 0 ? answer.out.strip() : "";
    }

    private static String require(Path clone, String... arguments) {
        Answer answer = ask(clone, arguments);
        if (answer.exitCode != 0) {
            throw new ImportException("git can't read the history in " + clone + ": "
                    + answer.err.lines().findFirst().orElse("it gave no reason").replaceFirst("^fatal: ", ""));
        }
        return answer.out;
    }

    private static Answer ask(Path clone, String... arguments) {
        List<String> command = new ArrayList<>(List.of("git", "-C", clone.toString()));
        command.addAll(Arrays.asList(arguments));
        try {
            Path err = Files.createTempFile("rollcall-git", ".err");
            try {
                ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
                builder.environment().put("LC_ALL", "C");
                builder.environment().put("GIT_OPTIONAL_LOCKS", "0");
                Process git = builder.start();
                git.getOutputStream().close();
                String out = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                return new Answer(git.waitFor(), out, Files.readString(err, StandardCharsets.ISO_8859_1));
            } finally {
                Files.deleteIfExists(err);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ImportException("Interrupted while git was read.", e);
        } catch (IOException e) {
            throw new ImportException("The command git can't be run; is it installed? (" + e.getMessage() + ")", e);
        }
    }

    /** https://user:token@host/... without the user and the token. */
    private static String withoutCredentials(String url) {
        return url.toLowerCase(Locale.ROOT).startsWith("http") ? url.replaceFirst("//[^/@]*@", "//") : url;
    }

    private record Answer(int exitCode, String out, String err) {}
}
