// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory.git;

import dev.rollcall.schema.FailureText;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.RollcallException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A running git command on a clone, whose configuration is not trusted. */
final class GitCommand implements AutoCloseable {

    /**
     * Disables the settings with which a clone's configuration could start programs while its history is read, and
     * reads the original commits rather than their replacements in the clone.
     */
    private static final List<String> SAFE_CONFIG = List.of(
            "--no-pager",
            "--no-replace-objects",
            "-c",
            // git prints it even about an empty file, before its own messages
            "advice.graftFileDeprecated=false",
            "-c",
            "log.showSignature=false",
            "-c",
            "core.fsmonitor=false",
            "-c",
            "core.hooksPath=/dev/null",
            "-c",
            // a user may forbid git to find bare ones by itself, while this folder is named explicitly
            "safe.bareRepository=all");

    /**
     * The environment that git needs: its own programs, and the user's configuration, which may mark a folder as safe.
     * Everything else is removed: hooks set repository paths that would override the given folder, and other variables
     * write files (GIT_TRACE) or start programs (GIT_SSH_COMMAND).
     */
    private static final Pattern NEEDED = Pattern.compile("GIT_EXEC_PATH|GIT_CONFIG_(GLOBAL|SYSTEM|NOSYSTEM|PARAMETERS"
            + "|COUNT|KEY_\\d+|VALUE_\\d+)|GIT_CEILING_DIRECTORIES|GIT_DISCOVERY_ACROSS_FILESYSTEM");

    private static final int MAX_ERRORS_LENGTH = 2_000;

    private final Process process;
    private final Path errors;

    private GitCommand(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
    }

    static GitCommand start(Path clone, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("git", "-C", clone.toString()));
        command.addAll(SAFE_CONFIG);
        command.addAll(arguments);
        Path errors = Files.createTempFile("rollcall-git", ".err");
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
            restrict(builder.environment());
            Process process = builder.start();
            process.getOutputStream().close();
            return new GitCommand(process, errors);
        } catch (IOException e) {
            Files.deleteIfExists(errors);
            throw new RollcallException(
                    ErrorName.GIT_NOT_FOUND,
                    "git can't be run (" + FailureText.of(e) + "). Install git, or add it to the PATH.",
                    e);
        }
    }

    /**
     * Forbids git all protocols. A partial clone would fetch missing objects with commands from its configuration; an
     * allow-list in the environment overrides the protocols that it allows.
     */
    static void restrict(Map<String, String> environment) {
        environment
                .keySet()
                .removeIf(
                        name -> name.startsWith("GIT_") && !NEEDED.matcher(name).matches());
        environment.put("GIT_ALLOW_PROTOCOL", "");
        environment.put("GIT_GRAFT_FILE", "/dev/null");
        environment.put("GIT_NO_LAZY_FETCH", "1");
        environment.put("GIT_OPTIONAL_LOCKS", "0");
        environment.put("GIT_TERMINAL_PROMPT", "0");
        environment.put("LC_ALL", "C");
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
            throw new RollcallException(ErrorName.INTERRUPTED, "Interrupted while reading from git.", e);
        }
    }

    /** The beginning of its standard error. */
    String errors() throws IOException {
        try (InputStream in = Files.newInputStream(errors)) {
            return new String(in.readNBytes(MAX_ERRORS_LENGTH), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        Files.deleteIfExists(errors);
    }
}
