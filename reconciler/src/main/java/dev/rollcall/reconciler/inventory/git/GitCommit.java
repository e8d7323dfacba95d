// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory.git;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A raw commit object of a clone. */
final class GitCommit {

    private static final String PARENT = "parent ";

    private GitCommit() {}

    /** The first parent of a commit, whether or not the clone has it; null if there is none. */
    static @Nullable String firstParent(Path clone, String hash) throws IOException {
        try (GitCommand git = GitCommand.start(clone, List.of("cat-file", "commit", hash));
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(git.out(), StandardCharsets.ISO_8859_1))) {
            String parent = null;
            String line = lines.readLine();
            while (line != null && !line.isEmpty() && parent == null) {
                parent = line.startsWith(PARENT)
                        ? line.substring(PARENT.length()).strip()
                        : null;
                line = lines.readLine();
            }
            if (parent == null) {
                lines.transferTo(Writer.nullWriter());
                if (git.exitCode() != 0) {
                    throw GitFailure.of(clone, hash, git.errors());
                }
            }
            return parent;
        }
    }
}
