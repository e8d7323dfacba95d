// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.notification;

import dev.rollcall.schema.FailureText;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.RollcallException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A shell command that receives the changes as JSON on its standard input. */
public final class ChangeCommand {

    private static final Logger LOG = LoggerFactory.getLogger(ChangeCommand.class);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int MAX_OUTPUT_LENGTH = 2_000;

    /** Variables that the command does not need and might print; the URL may contain a password. */
    private static final List<String> SECRETS = List.of("ROLLCALL_DB_PASSWORD", "ROLLCALL_DB_URL", "PGPASSWORD");

    private final String command;
    private final Path folder;

    public ChangeCommand(String command, Path folder) {
        this.command = command;
        this.folder = folder;
    }

    /**
     * Runs the command and waits for its end.
     *
     * @return the beginning of its output
     * @throws RollcallException if it can't be started, fails, or takes longer than five minutes
     */
    public String run(String json) {
        try {
            Path in = Files.createTempFile("rollcall-changes-", ".json");
            Path out = Files.createTempFile("rollcall-command-", ".txt");
            try (InputStream read = Files.newInputStream(out)) {
                Files.writeString(in, json, StandardCharsets.UTF_8);
                return run(in, out, read);
            } finally {
                Files.deleteIfExists(in);
                Files.deleteIfExists(out);
            }
        } catch (IOException e) {
            throw new RollcallException(
                    ErrorName.ON_CHANGE_FAILED,
                    "The command of --on-change can't be started (" + FailureText.of(e)
                            + "). No notification was sent.");
        }
    }

    private String run(Path in, Path out, InputStream output) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", command)
                .directory(folder.toAbsolutePath().toFile())
                .redirectInput(in.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        SECRETS.forEach(builder.environment()::remove);
        Process process = builder.start();
        // both sides have opened them, so nothing is left, however this ends
        forget(in);
        forget(out);
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new RollcallException(
                        ErrorName.ON_CHANGE_FAILED,
                        "The command of --on-change took longer than " + PATIENCE.toMinutes()
                                + " minutes and was stopped.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RollcallException(
                    ErrorName.ON_CHANGE_FAILED, "The command of --on-change was stopped before it finished.");
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        String text = new String(output.readNBytes(MAX_OUTPUT_LENGTH), StandardCharsets.UTF_8);
        if (process.exitValue() != 0) {
            throw new RollcallException(
                    ErrorName.ON_CHANGE_FAILED,
                    "The command of --on-change failed with exit code " + process.exitValue()
                            + (text.isBlank() ? "." : ": " + text.strip()));
        }
        return text;
    }

    private static void forget(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.debug("Windows keeps a file that is open", e);
        }
    }
}
