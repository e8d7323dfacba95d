// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.embedded;

import dev.rollcall.schema.FailureText;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running server on the data of a home, until it is stopped or this process ends normally. */
final class EmbeddedServer {

    static final String SUPERUSER = "postgres";

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedServer.class);

    /** After a crash a server first syncs all its files and replays its log. */
    private static final String STARTUP_SECONDS = "600";

    /** The server continues stopping after this wait. */
    private static final String STOP_SECONDS = "60";

    private final PostgresPrograms programs;
    private final Path data;
    private final int port;
    private final Thread atExit;
    private final AtomicBoolean isStopped = new AtomicBoolean();

    private EmbeddedServer(PostgresPrograms programs, Path data, int port) {
        this.programs = programs;
        this.data = data;
        this.port = port;
        this.atExit = new Thread(this::stopNow, "stop-postgres");
    }

    /**
     * Creates the data of a server.
     *
     * @throws StartException if initdb fails
     */
    static void makeData(PostgresPrograms programs, EmbeddedHome home, Path data) throws IOException {
        ProgramRun run = programs.run(
                "initdb",
                List.of(
                        // an orphan is recognised by this argument
                        "-D",
                        data.toString(),
                        "--username=" + SUPERUSER,
                        "--pwfile=" + home.passwordFile(),
                        "--auth=scram-sha-256",
                        "--encoding=UTF-8",
                        "--locale=C",
                        "--no-instructions"));
        if (!run.isSuccess()) {
            throw new StartException(run.output());
        }
    }

    /**
     * Starts the server, and waits until it accepts connections or fails.
     *
     * @throws StartException if it fails
     */
    static EmbeddedServer start(PostgresPrograms programs, EmbeddedHome home, Path data) throws IOException {
        EmbeddedServer server = new EmbeddedServer(programs, data, freePort());
        Runtime.getRuntime().addShutdownHook(server.atExit);
        ServerLog log = ServerLog.from(home.log());
        ProgramRun run = programs.run(
                "pg_ctl",
                List.of(
                        "start",
                        "-D",
                        data.toString(),
                        "--log=" + home.log(),
                        "--options=" + server.options(),
                        "--wait",
                        "--timeout=" + STARTUP_SECONDS));
        if (!run.isSuccess()) {
            server.forget();
            OrphanedServer.stop(data);
            throw new StartException(log.text() + run.output());
        }
        return server;
    }

    int port() {
        return port;
    }

    void stop() {
        forget();
        stopNow();
    }

    private String options() {
        return String.join(
                " -c ",
                "-p " + port,
                // overrides a configuration that came with the data
                "fsync=on",
                "synchronous_commit=on",
                "full_page_writes=on",
                "listen_addresses=localhost",
                "unix_socket_directories=",
                "shared_buffers=128MB");
    }

    private void stopNow() {
        if (isStopped.getAndSet(true)) {
            return;
        }
        try {
            ProgramRun run = programs.run(
                    "pg_ctl",
                    List.of("stop", "-D", data.toString(), "--mode=fast", "--wait", "--timeout=" + STOP_SECONDS));
            if (!run.isSuccess()) {
                LOG.warn("The embedded PostgreSQL did not stop cleanly: {}", run.firstLine());
            }
        } catch (IOException e) {
            LOG.warn("The embedded PostgreSQL did not stop cleanly: {}", FailureText.of(e));
        }
    }

    private void forget() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // this process is ending, and the hook is running
            LOG.debug("shutdown", e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
