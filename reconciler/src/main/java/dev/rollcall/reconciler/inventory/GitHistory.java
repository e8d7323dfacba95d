// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory;

import dev.rollcall.schema.FailureText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
    private static final int LONGEST_URL = 10_000;

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
        String url = origin(clone);
        String line = JSON.createObjectNode()
                .put("name", flake)
                .put("repo_url", url.isEmpty() ? null : url)
                .put("branch", branch)
                .toString();
        return List.of(
                new InventorySource(
                        InventoryKind.FLAKES,
                        "git",
                        () -> new ByteArrayInputStream((line + "\n").getBytes(StandardCharsets.UTF_8))),
                new InventorySource(
                        InventoryKind.COMMITS, "git log " + revision, () -> GitLog.of(flake, clone, revision)));
    }

    /** The address that the clone came from; empty if it tells none. */
    private static String origin(Path clone) {
        try (GitCommand git = GitCommand.start(clone, List.of("config", "--get", "remote.origin.url"))) {
            String url = new String(git.out().readNBytes(LONGEST_URL), StandardCharsets.UTF_8).strip();
            return git.exitCode() == 0 ? withoutCredentials(url) : "";
        } catch (IOException e) {
            throw new ImportException("git in " + clone + " can't be read: " + FailureText.of(e) + ".", e);
        }
    }

    /** https://user:token@host/... without the user and the token; of other addresses without the password only. */
    private static String withoutCredentials(String url) {
        return url.toLowerCase(Locale.ROOT).startsWith("http")
                ? url.replaceFirst("//[^/]*@", "//")
                : url.replaceFirst("//([^/:]*):[^/]*@", "//$1@");
    }
}
