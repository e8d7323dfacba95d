// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory.git;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The commits of a branch as lines of an inventory file, read from git on demand because a history may be long. */
final class GitLog extends InputStream {

    private static final JsonMapper JSON = new JsonMapper();

    /**
     * Fields between NULs, which no field can contain. The committer's time is in seconds, because git prints invalid
     * dates correctly only then.
     */
    private static final String FORMAT = "--format=%H%x00%ct%x00%P%x00%an%x00%s";

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final String flake;
    private final Path clone;
    private final String revision;
    private final GitCommand git;
    private final InputStream commits;
    private final ByteArrayOutputStream field = new ByteArrayOutputStream();
    private byte[] line = new byte[0];
    private int at;

    private GitLog(String flake, Path clone, String revision, GitCommand git) {
        this.flake = flake;
        this.clone = clone;
        this.revision = revision;
        this.git = git;
        this.commits = new BufferedInputStream(git.out());
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
                                "-z",
                                "--encoding=UTF-8",
                                FORMAT,
                                "--end-of-options",
                                revision,
                                "--")));
    }

    @Override
    public int read() throws IOException {
        return hasMore() ? line[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (!hasMore()) {
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

    private boolean hasMore() throws IOException {
        if (at < line.length) {
            return true;
        }
        String hash = next();
        if (hash == null) {
            requireGoodEnd();
            return false;
        }
        String json = JSON.createObjectNode()
                .put("flake", flake)
                .put("git_commit_hash", hash)
                .put("commit_timestamp", time(next()).toString())
                .put("first_parent", firstParent(hash, next()))
                .put("author", next())
                .put("subject", next())
                .toString();
        line = (json + "\n").getBytes(StandardCharsets.UTF_8);
        at = 0;
        return true;
    }

    /** The next field, null at the end. */
    private @Nullable String next() throws IOException {
        field.reset();
        int read = commits.read();
        if (read < 0) {
            return null;
        }
        while (read > 0) {
            field.write(read);
            read = commits.read();
        }
        return field.toString(StandardCharsets.UTF_8);
    }

    /** An unreadable date is git's epoch; one beyond any calendar is the last. */
    private static Instant time(@Nullable String seconds) {
        if (seconds == null || seconds.isEmpty()) {
            return Instant.EPOCH;
        }
        try {
            Instant time = Instant.ofEpochSecond(Math.min(Long.parseLong(seconds), LATEST.getEpochSecond()));
            return time.isBefore(Instant.EPOCH) ? Instant.EPOCH : time;
        } catch (NumberFormatException e) {
            return LATEST;
        }
    }

    /** At the cut of a shallow clone git reports no parent, but the commit object has it. */
    private @Nullable String firstParent(String hash, @Nullable String parents) throws IOException {
        if (parents != null && !parents.isEmpty()) {
            return parents.split(" ", 2)[0];
        }
        return GitCommit.firstParent(clone, hash);
    }

    /** A truncated history must not be stored. */
    private void requireGoodEnd() throws IOException {
        if (git.exitCode() != 0) {
            throw GitFailure.of(clone, revision, git.errors());
        }
    }
}
