// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** The commits of a branch as lines of an inventory file, read from git as they are asked for: a history may be long. */
final class GitLog extends InputStream {

    private static final JsonMapper JSON = new JsonMapper();

    private final String flake;
    private final Path clone;
    private final String revision;
    private final GitCommand git;
    private final BufferedReader lines;
    private byte[] line = new byte[0];
    private int at;

    private GitLog(String flake, Path clone, String revision, GitCommand git) {
        this.flake = flake;
        this.clone = clone;
        this.revision = revision;
        this.git = git;
        this.lines = new BufferedReader(new InputStreamReader(git.out(), StandardCharsets.UTF_8));
    }

    static GitLog of(String flake, Path clone, String revision) throws IOException {
        return new GitLog(
                flake,
                clone,
                revision,
                GitCommand.start(
                        clone,
                        List.of(
                                "log",
                                "--first-parent",
                                "--reverse",
                                "--format=%H %cI",
                                "--end-of-options",
                                revision,
                                "--")));
    }

    @Override
    public int read() throws IOException {
        return isThereMore() ? line[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (!isThereMore()) {
            return -1;
        }
        int taken = Math.min(length, line.length - at);
        System.arraycopy(line, at, target, offset, taken);
        at += taken;
        return taken;
    }

    @Override
    public void close() throws IOException {
        git.close();
    }

    private boolean isThereMore() throws IOException {
        if (at < line.length) {
            return true;
        }
        String next = lines.readLine();
        if (next == null) {
            requireGoodEnd();
            return false;
        }
        String[] parts = next.split(" ", 2);
        String json = JSON.createObjectNode()
                .put("flake", flake)
                .put("git_commit_hash", parts[0])
                .put("commit_timestamp", parts.length > 1 ? parts[1] : null)
                .toString();
        line = (json + "\n").getBytes(StandardCharsets.UTF_8);
        at = 0;
        return true;
    }

    /** A history that breaks off is not one to store. */
    private void requireGoodEnd() throws IOException {
        if (git.exitCode() != 0) {
            throw new ImportException(GitComplaint.sentence(clone, revision, git.complaints()));
        }
    }
}
