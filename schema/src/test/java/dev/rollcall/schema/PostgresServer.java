// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema;

import dev.rollcall.schema.connection.Database;
import dev.rollcall.schema.connection.DatabaseSettings;
import dev.rollcall.schema.error.RollcallException;
import dev.rollcall.schema.migration.Migrations;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * The server of a test JVM: a given one ({@code ROLLCALL_TEST_DB_URL}, a superuser's), a container if a Docker engine
 * has the image ({@code ROLLCALL_TEST_IMAGE}, or the one that {@code .ci/engine} builds), else an embedded one. Prints
 * which; pulls nothing. The data of a container and of an embedded server is kept in memory.
 */
final class PostgresServer {

    private static final String IMAGE_OF_OURS = "rollcall-postgres:debian";
    private static final Path ENGINE = Path.of("/var/run/docker.sock");

    /** Where embedded servers unpack their programs, once for all modules. */
    static final Path PROGRAMS =
            Path.of("..", "target", "test-postgres").toAbsolutePath().normalize();

    private static final Path MEMORY = Path.of("/dev/shm");
    private static final long ROOM_FOR_DATA = 2L << 30;

    private static final String TEMPLATE = "rollcall_template";

    private static @Nullable PostgresServer shared;

    private final DatabaseSettings admin;
    private final AtomicInteger clones = new AtomicInteger();
    private final String run = Long.toString(ProcessHandle.current().pid());

    private PostgresServer(DatabaseSettings admin) {
        this.admin = admin;
        execute("drop database if exists " + TEMPLATE + run);
        // a locale that sorts web-2 after web1 exposes queries without an explicit order
        execute("create database " + TEMPLATE + run
                + " template template0 encoding 'UTF8' locale_provider icu icu_locale 'en-US' locale 'C'");
        try (Database template = Database.open(named(TEMPLATE + run))) {
            Migrations.of(template.dataSource()).migrate();
        }
    }

    /**
     * Starts or connects to the server, once per JVM.
     *
     * @throws RollcallException if the given server does not answer or refuses the login
     */
    static synchronized PostgresServer shared() {
        PostgresServer server = shared;
        if (server == null) {
            server = new PostgresServer(Starter.start());
            shared = server;
        }
        return server;
    }

    /** A new migrated database, a copy of the template. */
    DatabaseSettings migratedClone() {
        return create(" template " + TEMPLATE + run);
    }

    /** A new empty database. */
    DatabaseSettings empty() {
        return create("");
    }

    void drop(DatabaseSettings database) {
        String name = database.url().substring(database.url().lastIndexOf('/') + 1);
        execute("drop database if exists " + name + " with (force)");
    }

    private DatabaseSettings create(String options) {
        String name = "rollcall_test_" + run + "_" + clones.incrementAndGet();
        execute("create database " + name + options);
        // a session time zone other than UTC exposes queries without an explicit zone
        execute("alter database " + name + " set timezone to 'Pacific/Chatham'");
        return named(name);
    }

    private DatabaseSettings named(String database) {
        String url = admin.url();
        return new DatabaseSettings(
                url.substring(0, url.lastIndexOf('/') + 1) + database, admin.user(), admin.password());
    }

    private void execute(String sql) {
        try (Connection connection = DriverManager.getConnection(admin.url(), admin.user(), admin.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static final class Starter {

        static DatabaseSettings start() {
            Optional<String> given = Optional.ofNullable(System.getenv("ROLLCALL_TEST_DB_URL"));
            if (given.isPresent()) {
                say("the given server "
                        + DatabaseSettings.of(given.get(), null, null).display());
                DatabaseSettings settings =
                        DatabaseSettings.of(given.get(), null, System.getenv("ROLLCALL_TEST_DB_PASSWORD"));
                // report a server that is down before anything else fails
                Database.open(settings).close();
                return settings;
            }
            return engineAnswers() ? containerOrEmbedded() : embedded("no Docker engine answers");
        }

        /** Asks Testcontainers, whose failure messages are long, only if there may be an engine. */
        private static boolean engineAnswers() {
            return (System.getenv("DOCKER_HOST") != null || Files.exists(ENGINE))
                    && DockerClientFactory.instance().isDockerAvailable();
        }

        private static DatabaseSettings containerOrEmbedded() {
            String image =
                    Optional.ofNullable(System.getenv("ROLLCALL_TEST_IMAGE")).orElse(IMAGE_OF_OURS);
            try {
                DatabaseSettings container = container(image);
                say("Testcontainers with the image " + image);
                return container;
            } catch (ContainerLaunchException e) {
                if (!String.valueOf(rootOf(e).getMessage()).contains("No such image")) {
                    throw e;
                }
                return embedded("the Docker engine has no image " + image);
            }
        }

        private static Throwable rootOf(Throwable failure) {
            return failure.getCause() == null ? failure : rootOf(failure.getCause());
        }

        private static DatabaseSettings container(String image) {
            @SuppressWarnings("resource") // lives as long as the JVM; Testcontainers removes it
            PostgreSQLContainer container = new PostgreSQLContainer(
                            DockerImageName.parse(image).asCompatibleSubstituteFor("postgres"))
                    .withImagePullPolicy(name -> false)
                    .withTmpFs(Map.of("/var/lib/postgresql", "rw"));
            container.start();
            return DatabaseSettings.of(
                    "jdbc:postgresql://" + container.getHost() + ":" + container.getFirstMappedPort() + "/"
                            + container.getDatabaseName(),
                    container.getUsername(),
                    container.getPassword());
        }

        private static DatabaseSettings embedded(String why) {
            say("the embedded PostgreSQL " + BuildProperties.current().embeddedPostgres() + ", because " + why
                    + " and ROLLCALL_TEST_DB_URL names no server");
            try {
                EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                        .setOverrideWorkingDirectory(
                                Files.createDirectories(PROGRAMS).toFile())
                        .setDataDirectory(Files.createTempDirectory(placeOfData(), "rollcall-test-postgres-"))
                        .setServerConfig("max_connections", "200")
                        .setServerConfig("max_wal_size", "256MB")
                        .start();
                return new DatabaseSettings(
                        postgres.getJdbcUrl("postgres", "postgres").replaceAll("\\?.*", ""), "postgres", "postgres");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Memory if it has room, because creating and deleting databases is mostly work for the file system. */
        private static Path placeOfData() throws IOException {
            boolean hasRoom =
                    Files.isWritable(MEMORY) && Files.getFileStore(MEMORY).getUsableSpace() > ROOM_FOR_DATA;
            return hasRoom ? MEMORY : PROGRAMS;
        }

        @SuppressWarnings("SystemOut") // a test run should print what it ran on
        private static void say(String server) {
            System.out.println("Database tests run on " + server);
        }
    }
}
