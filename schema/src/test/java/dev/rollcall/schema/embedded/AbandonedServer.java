// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.embedded;

import dev.rollcall.schema.connection.Database;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;

/** A process that starts the embedded server of a home and then dies as if killed, without shutting anything down. */
final class AbandonedServer {

    static final MachinePrograms PROGRAMS = new MachinePrograms(null, System.getenv("PATH"));

    private AbandonedServer() {}

    /** Starts a server in this process. */
    static EmbeddedDatabase start(Path home) {
        return EmbeddedDatabase.start(home, Duration.ZERO, PROGRAMS);
    }

    public static void main(String[] args) {
        EmbeddedDatabase embedded = start(Path.of(args[0]));
        try (Database database = Database.open(embedded.database("fleet"))) {
            database.dsl().execute("create table if not exists public.kept as select 42 as answer");
            Runtime.getRuntime().halt(0);
        }
    }

    /** Runs it on a home; afterwards the server is an orphan. */
    static void leaveIn(Path home) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        AbandonedServer.class.getName(),
                        home.toString())
                // the server inherits its streams: a pipe would stay open
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.to(home.resolveSibling("abandoned.log").toFile()))
                .start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("the server that is to be abandoned did not start");
        }
    }
}
