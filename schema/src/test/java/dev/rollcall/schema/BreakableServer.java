// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema;

import dev.rollcall.schema.connection.DatabaseSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** A separate PostgreSQL server that can be restarted and crashed with the same port and data. */
public final class BreakableServer implements AutoCloseable {

    private final Path folder;
    private final int port;
    private final Map<String, String> settings;
    private EmbeddedPostgres postgres;

    private BreakableServer(Path folder, int port, Map<String, String> settings, EmbeddedPostgres postgres) {
        this.folder = folder;
        this.port = port;
        this.settings = settings;
        this.postgres = postgres;
    }

    public static BreakableServer start(Path folder) throws IOException {
        return start(folder, Map.of());
    }

    /** Starts it with some settings of postgresql.conf. */
    public static BreakableServer start(Path folder, Map<String, String> settings) throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        return new BreakableServer(folder, port, settings, start(folder, port, settings));
    }

    /** Stops it until it is restarted. */
    public void stop() throws IOException {
        postgres.close();
    }

    /** Ends the connections and comes back, like after an update. */
    public void restart() throws IOException {
        postgres.close();
        postgres = start(folder, port, settings);
    }

    /** Is killed and recovers from its log, like after a power failure. */
    public void crash() throws IOException, InterruptedException {
        long pid = Long.parseLong(
                Files.readAllLines(folder.resolve("data/postmaster.pid")).get(0).strip());
        ProcessHandle server = ProcessHandle.of(pid).orElseThrow();
        server.destroyForcibly();
        server.onExit().join();
        postgres.close();
        postgres = start(folder, port, settings);
    }

    public DatabaseSettings database(String name) {
        return new DatabaseSettings("jdbc:postgresql://localhost:" + port + "/" + name, "postgres", "postgres");
    }

    public void execute(String database, String sql) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    public String value(String database, String sql) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return result.next() ? String.valueOf(result.getString(1)) : "";
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(database(database).url(), "postgres", "postgres");
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }

    private static EmbeddedPostgres start(Path folder, int port, Map<String, String> settings) throws IOException {
        Redirect log = Redirect.appendTo(folder.resolve("server.log").toFile());
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(
                        Files.createDirectories(PostgresServer.PROGRAMS).toFile())
                .setDataDirectory(folder.resolve("data"))
                .setCleanDataDirectory(false)
                .setPort(port)
                // the library's default loses commits if the server crashes
                .setServerConfig("synchronous_commit", "on")
                .setOutputRedirector(log)
                .setErrorRedirector(log);
        settings.forEach(builder::setServerConfig);
        return builder.start();
    }
}
