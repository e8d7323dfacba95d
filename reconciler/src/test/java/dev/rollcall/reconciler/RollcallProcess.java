// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler;

import dev.rollcall.schema.connection.DatabaseSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The built program in a separate process, started like a user would. */
public final class RollcallProcess {

    private static final Path PROGRAM =
            Path.of("..", "bin", "rollcall").toAbsolutePath().normalize();
    private static final long PATIENCE_SECONDS = 300;

    private final Process process;
    private final Path out;
    private final Path err;

    private RollcallProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** Starts a command in a folder on a server, with variables in addition to the database URL. */
    public static RollcallProcess start(
            Path folder, DatabaseSettings database, Map<String, String> variables, List<String> command)
            throws IOException {
        Map<String, String> all = new HashMap<>();
        all.put("ROLLCALL_DB_URL", database.url());
        all.put("ROLLCALL_DB_USER", String.valueOf(database.user()));
        all.put("ROLLCALL_DB_PASSWORD", String.valueOf(database.password()));
        all.putAll(variables);
        return start(folder, all, command);
    }

    /** Starts a command in a folder; without a database URL in a variable it uses the embedded database. */
    public static RollcallProcess start(Path folder, Map<String, String> variables, List<String> command)
            throws IOException {
        List<String> line = new ArrayList<>(List.of(PROGRAM.toString()));
        line.addAll(command);
        Path out = Files.createTempFile(folder, "said-", ".out");
        Path err = Files.createTempFile(folder, "said-", ".err");
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(variables);
        return new RollcallProcess(builder.start(), out, err);
    }

    public Process process() {
        return process;
    }

    /** Waits for its end and returns the result. */
    public Ending end() throws IOException, InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            throw new AssertionError("rollcall did not end within " + PATIENCE_SECONDS + " s; it said: "
                    + Files.readString(out) + Files.readString(err));
        }
        return new Ending(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    public record Ending(int exitCode, String out, String err) {}
}
