// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler;

import dev.rollcall.reconciler.cli.Environment;
import dev.rollcall.reconciler.cli.Terminal;
import dev.rollcall.reconciler.cli.command.Rollcall;
import dev.rollcall.schema.connection.DatabaseSettings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/** Runs commands in this process, with a given working directory, variables and clock. */
public final class RollcallProgram {

    private final Path folder;
    private final Instant now;
    private final Map<String, String> variables = new HashMap<>();
    private Terminal terminal = Terminal.NONE;
    private boolean isWatched;

    private RollcallProgram(Path folder, Instant now) {
        this.folder = folder;
        this.now = now;
    }

    public static RollcallProgram in(Path folder, Instant now) {
        return new RollcallProgram(folder, now);
    }

    public RollcallProgram on(DatabaseSettings database) {
        with("ROLLCALL_DB_URL", database.url());
        with("ROLLCALL_DB_USER", String.valueOf(database.user()));
        return with("ROLLCALL_DB_PASSWORD", String.valueOf(database.password()));
    }

    public RollcallProgram with(String variable, String value) {
        variables.put(variable, value);
        return this;
    }

    /** With a terminal for progress. */
    public RollcallProgram watched() {
        isWatched = true;
        return this;
    }

    /** With a terminal for results. */
    public RollcallProgram onTerminal(int columns) {
        terminal = new Terminal(true, columns);
        return this;
    }

    public Outcome run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Environment environment =
                new Environment(variables, Clock.fixed(now, ZoneOffset.UTC), folder, isWatched, terminal);
        int exitCode = new Rollcall(environment).run(new PrintWriter(out), new PrintWriter(err), args);
        return new Outcome(exitCode, out.toString(), err.toString());
    }

    public record Outcome(int exitCode, String out, String err) {}
}
