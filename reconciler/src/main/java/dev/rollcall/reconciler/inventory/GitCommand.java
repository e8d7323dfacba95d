// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A git command at work on a clone, whose configuration belongs to whoever made the clone. */
final class GitCommand implements AutoCloseable {

    /** What a clone's configuration could start programs or connections with when nothing but its history is read. */
    private static final List<String> HARMLESS =
            List.of("-c", "log.showSignature=false", "-c", "core.fsmonitor=false", "-c", "protocol.allow=never");

    /** A hook of git has these, and they would win over the folder that was named. */
    private static final List<String> PLACES = List.of(
            "GIT_DIR",
            "GIT_WORK_TREE",
            "GIT_COMMON_DIR",
            "GIT_INDEX_FILE",
            "GIT_OBJECT_DIRECTORY",
            "GIT_ALTERNATE_OBJECT_DIRECTORIES",
            "GIT_NAMESPACE");

    private static final int LONGEST_COMPLAINT = 2_000;

    private final Process process;
    private final Path complaints;

    private GitCommand(Process process, Path complaints) {
        this.process = process;
        this.complaints = complaints;
    }

    static GitCommand start(Path clone, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("git", "-C", clone.toString()));
        command.addAll(HARMLESS);
        command.addAll(arguments);
        Path complaints = Files.createTempFile("rollcall-git", ".err");
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(complaints.toFile());
            PLACES.forEach(builder.environment()::remove);
            builder.environment().put("LC_ALL", "C");
            builder.environment().put("GIT_OPTIONAL_LOCKS", "0");
            builder.environment().put("GIT_TERMINAL_PROMPT", "0");
            Process process = builder.start();
            process.getOutputStream().close();
            return new GitCommand(process, complaints);
        } catch (IOException e) {
            Files.deleteIfExists(complaints);
            throw new ImportException("The command git can't be run; is it installed? (" + e.getMessage() + ")", e);
        }
    }

    InputStream out() {
        return process.getInputStream();
    }

    /** Waits for its end. */
    int exitCode() {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ImportException("Interrupted while git was read.", e);
        }
    }

    /** The first line of what it complained of. */
    String complaint() throws IOException {
        try (InputStream in = Files.newInputStream(complaints)) {
            return new String(in.readNBytes(LONGEST_COMPLAINT), StandardCharsets.ISO_8859_1)
                    .lines()
                    .findFirst()
                    .orElse("it gave no reason")
                    .replaceFirst("^fatal: ", "");
        }
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        Files.deleteIfExists(complaints);
    }
}
