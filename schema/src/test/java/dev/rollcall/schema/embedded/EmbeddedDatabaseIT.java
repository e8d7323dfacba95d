// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.rollcall.schema.BuildProperties;
import dev.rollcall.schema.connection.Database;
import dev.rollcall.schema.connection.DatabaseSettings;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.RollcallException;
import dev.rollcall.schema.file.FileTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EmbeddedDatabaseIT {

    private static final String DATA =
            "postgres-" + BuildProperties.current().embeddedPostgres().replaceAll("\\..*", "");

    /** A home whose server was started and stopped once. Most tests copy it to save time. */
    @TempDir
    static Path madeBefore;

    @TempDir
    private Path folder;

    private Path home = Path.of("");

    @BeforeAll
    static void makeHome() {
        AbandonedServer.start(madeBefore.resolve("home")).close();
    }

    @BeforeEach
    void nameHome() {
        home = folder.resolve("home");
    }

    @Test
    void should_find_its_data_again_when_started_a_second_time() throws Exception {
        copyTheHome();
        try (EmbeddedDatabase embedded = AbandonedServer.start(home);
                Database database = Database.open(embedded.database("fleet"))) {
            database.dsl().execute("create table public.kept as select 42 as answer");
        }

        try (EmbeddedDatabase embedded = AbandonedServer.start(home);
                Database database = Database.open(embedded.database("fleet"))) {
            assertThat(database.dsl().fetchValue("select answer from public.kept"))
                    .isEqualTo(42);
            assertThat(database.dsl().fetchValue("show fsync")).isEqualTo("on");
            assertThat(database.dsl().fetchValue("show synchronous_commit")).isEqualTo("on");
        }
    }

    @Test
    void should_refuse_when_another_process_uses_the_home() throws Exception {
        copyTheHome();
        try (EmbeddedDatabase first = AbandonedServer.start(home)) {
            assertThat(first.database("fleet").user()).isNotNull();
            // this process holds the lock, which the JVM reports differently
            assertThatThrownBy(() -> AbandonedServer.start(home))
                    .hasFieldOrPropertyWithValue("name", ErrorName.HOME_IN_USE);
        }
    }

    @Test
    void should_require_a_password_from_every_client_when_it_runs() throws Exception {
        copyTheHome();
        try (EmbeddedDatabase embedded = AbandonedServer.start(home)) {
            DatabaseSettings settings = embedded.database("fleet");

            assertThatThrownBy(() -> Database.open(new DatabaseSettings(settings.url(), settings.user(), "guess")))
                    .hasFieldOrPropertyWithValue("name", ErrorName.LOGIN_REFUSED)
                    .hasMessageContaining("password authentication failed");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("password"))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void should_listen_on_loopback_only_without_trust_when_it_runs() throws Exception {
        copyTheHome();
        try (EmbeddedDatabase embedded = AbandonedServer.start(home);
                Database database = Database.open(embedded.database("fleet"))) {
            assertThat(database.dsl().fetchValue("show listen_addresses")).isEqualTo("localhost");
            assertThat(database.dsl().fetchValue("show unix_socket_directories"))
                    .isEqualTo("");
            assertThat(
                            database.dsl()
                                    .fetchValue(
                                            "select string_agg(distinct auth_method, ',') from pg_hba_file_rules where error is null"))
                    .isEqualTo("scram-sha-256");
        }
    }

    @Test
    void should_keep_every_file_private_when_it_created_the_home() throws Exception {
        Path made = madeBefore.resolve("home");

        for (String name : List.of(".", DATA, "programs", "password", "postgres.log")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made.resolve(name))))
                    .as(name)
                    .endsWith("------");
        }
    }

    @Test
    void should_stop_the_orphan_and_find_its_data_when_the_previous_process_was_killed() throws Exception {
        copyTheHome();
        AbandonedServer.leaveIn(home);
        long orphan = pidOfServer();
        boolean outlivedItsProcess =
                ProcessHandle.of(orphan).map(ProcessHandle::isAlive).orElse(false);

        try (EmbeddedDatabase embedded = AbandonedServer.start(home);
                Database database = Database.open(embedded.database("fleet"))) {
            assertThat(outlivedItsProcess).isTrue();
            assertThat(database.dsl().fetchValue("select answer from public.kept"))
                    .isEqualTo(42);
            assertThat(ProcessHandle.of(orphan).map(ProcessHandle::isAlive).orElse(false))
                    .isFalse();
        }
    }

    @Test
    void should_get_the_home_when_it_waits_longer_than_nanoseconds_can_count() throws Exception {
        EmbeddedHome held = EmbeddedHome.hold(home, Duration.ZERO);
        CompletableFuture<Void> next = CompletableFuture.runAsync(() -> {
            try {
                EmbeddedHome.hold(home, Duration.ofDays(999_999)).close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        TimeUnit.MILLISECONDS.sleep(500);

        held.close();

        assertThat(next).succeedsWithin(1, TimeUnit.MINUTES);
    }

    @Test
    void should_stop_initdb_when_the_previous_process_was_killed_meanwhile() throws Exception {
        copyTheHome();
        try (EmbeddedHome held = EmbeddedHome.hold(home, Duration.ZERO)) {
            PostgresPrograms programs = ProgramChoice.of(held, AbandonedServer.PROGRAMS);
            Path unfinished = held.unfinished(held.data(programs));
            CompletableFuture<Throwable> making = CompletableFuture.supplyAsync(
                    () -> catchThrowable(() -> EmbeddedServer.makeData(programs, held, unfinished)));
            while (!making.isDone() && !Files.exists(unfinished.resolve("base"))) {
                TimeUnit.MILLISECONDS.sleep(20);
            }

            OrphanedServer.stop(unfinished);

            assertThat(making.get(1, TimeUnit.MINUTES)).isInstanceOf(StartException.class);
        }
    }

    @Test
    void should_not_stop_another_process_when_it_has_the_pid_of_a_dead_server() throws Exception {
        copyTheHome();
        Process stranger = new ProcessBuilder("sleep", "600").start();
        Files.writeString(home.resolve(DATA).resolve("postmaster.pid"), stranger.pid() + "\n" + home.resolve(DATA));

        try (EmbeddedDatabase embedded = AbandonedServer.start(home)) {
            assertThat(embedded.database("fleet").user()).isNotNull();
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroy();
        }
    }

    @ParameterizedTest
    @MethodSource
    void should_start_when_the_pid_file_of_the_previous_server_is_damaged(byte[] damaged) throws Exception {
        copyTheHome();
        Files.write(home.resolve(DATA).resolve("postmaster.pid"), damaged);

        try (EmbeddedDatabase embedded = AbandonedServer.start(home)) {
            assertThat(embedded.database("fleet").user()).isNotNull();
        }
    }

    static List<byte[]> should_start_when_the_pid_file_of_the_previous_server_is_damaged() {
        byte[] random = new byte[300];
        new Random(16).nextBytes(random);
        return List.of(
                random,
                new byte[0],
                "1\n".getBytes(StandardCharsets.UTF_8),
                (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.UTF_8),
                "99999999999999999999\n".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void should_not_stop_the_server_of_another_home_when_it_has_the_pid_of_a_dead_one() throws Exception {
        copyTheHome();
        Path other = folder.resolve("other");
        copyTheHomeTo(other);
        try (EmbeddedDatabase neighbour = AbandonedServer.start(other)) {
            Files.copy(
                    other.resolve(DATA).resolve("postmaster.pid"),
                    home.resolve(DATA).resolve("postmaster.pid"));

            try (EmbeddedDatabase embedded = AbandonedServer.start(home)) {
                assertThat(embedded.database("fleet").url())
                        .isNotEqualTo(neighbour.database("fleet").url());
            }
        }
    }

    @Test
    void should_start_over_when_the_previous_process_was_killed_during_initdb() throws Exception {
        copyTheHome();
        FileTree.delete(home.resolve(DATA));
        Path unfinished = Files.createDirectories(home.resolve(DATA + ".new").resolve("base"));
        Files.writeString(unfinished.resolve("half"), "a");

        try (EmbeddedDatabase embedded = AbandonedServer.start(home)) {
            assertThat(embedded.database("fleet").user()).isNotNull();
            assertThat(home.resolve(DATA + ".new")).doesNotExist();
        }
    }

    @Test
    void should_unpack_its_programs_again_when_the_previous_process_was_killed_while_unpacking() throws Exception {
        copyTheHome();
        Path programs = programs();
        Files.delete(programs.resolve(".exists"));
        damage(programs.resolve("bin/postgres"));
        // a link is unpacked before its target
        try (Stream<Path> libraries = Files.list(programs.resolve("lib"))) {
            for (Path library : libraries.filter(Files::isRegularFile).toList()) {
                Files.delete(library);
            }
        }

        try (EmbeddedDatabase embedded = AbandonedServer.start(home)) {
            assertThat(embedded.database("fleet").user()).isNotNull();
        }
    }

    @Test
    void should_report_why_and_start_the_next_time_when_its_programs_are_broken() throws Exception {
        copyTheHome();
        FileTree.delete(home.resolve(DATA));
        // as after a full disk: the library leaves a temporary file and considers it complete
        damage(programs().resolve("bin/initdb"));

        assertThatThrownBy(() -> AbandonedServer.start(home))
                .isInstanceOf(RollcallException.class)
                .hasMessageStartingWith("The embedded PostgreSQL in " + home + " can't be started: ");
        try (EmbeddedDatabase embedded = AbandonedServer.start(home)) {
            assertThat(embedded.database("fleet").user()).isNotNull();
        }
    }

    @Test
    void should_start_when_the_previous_process_ended_while_discarding_its_programs() throws Exception {
        copyTheHome();
        Path programs = programs();
        try (EmbeddedHome held = EmbeddedHome.hold(home, Duration.ZERO)) {
            new BundledPrograms(held).discard();
        }

        // everything else is deleted after the mark, without which the rest counts as incomplete
        assertThat(programs).isDirectoryNotContaining("glob:**/.exists").isDirectoryContaining("glob:**/bin");
        FileTree.delete(programs.resolve("lib"));
        try (EmbeddedDatabase embedded = AbandonedServer.start(home)) {
            assertThat(embedded.database("fleet").user()).isNotNull();
        }
    }

    @Test
    void should_print_how_to_move_the_data_when_it_has_another_major_version() throws Exception {
        copyTheHome();
        FileTree.delete(home.resolve(DATA));
        Path older = Files.createDirectories(home.resolve("postgres-15"));
        Files.writeString(older.resolve("PG_VERSION"), "15\n");

        assertThatThrownBy(() -> AbandonedServer.start(home))
                .hasFieldOrPropertyWithValue("name", ErrorName.DATA_OF_ANOTHER_VERSION)
                .hasMessageContaining("is from PostgreSQL 15, but this Rollcall bundles PostgreSQL ")
                .hasMessageContaining("--postgres-bin")
                .hasMessageContaining("docs/operations.md");
        assertThat(home.resolve(DATA)).doesNotExist();
    }

    @Test
    void should_report_a_missing_password() throws Exception {
        copyTheHome();
        Files.delete(home.resolve("password"));

        assertThatThrownBy(() -> AbandonedServer.start(home))
                .hasFieldOrPropertyWithValue("name", ErrorName.HOME_PASSWORD_LOST)
                .hasMessageContaining("holds the password of the data in")
                .hasMessageContaining("is missing");
    }

    @Test
    void should_report_a_damaged_password_when_it_is_not_text() throws Exception {
        copyTheHome();
        Files.write(home.resolve("password"), new byte[] {(byte) 0x80, 0, (byte) 0xff});

        assertThatThrownBy(() -> AbandonedServer.start(home))
                .hasFieldOrPropertyWithValue("name", ErrorName.HOME_PASSWORD_LOST)
                .hasMessageMatching("The file \\S+password is damaged: expected .*");
    }

    @Test
    void should_report_a_wrong_password_when_it_belongs_to_other_data() throws Exception {
        copyTheHome();
        Files.writeString(home.resolve("password"), "0123");

        try (EmbeddedDatabase embedded = AbandonedServer.start(home)) {
            assertThatThrownBy(() -> embedded.database("fleet"))
                    .hasFieldOrPropertyWithValue("name", ErrorName.HOME_PASSWORD_LOST);
        }
    }

    @Test
    void should_report_the_error_of_the_server_when_its_configuration_is_damaged() throws Exception {
        copyTheHome();
        Files.writeString(home.resolve(DATA).resolve("postgresql.conf"), "no sense\n");

        assertThatThrownBy(() -> AbandonedServer.start(home))
                .hasFieldOrPropertyWithValue("name", ErrorName.SERVER_NOT_STARTED)
                .hasMessageStartingWith("The embedded PostgreSQL in " + home + " can't be started: configuration file")
                .hasMessageContaining("contains errors")
                .hasMessageEndingWith("Its log is " + home.resolve("postgres.log") + ".");
    }

    @Test
    void should_refuse_when_the_home_has_the_data_of_two_versions() throws Exception {
        copyTheHome();
        Path older = Files.createDirectories(home.resolve("postgres-15"));
        Files.writeString(older.resolve("PG_VERSION"), "15\n");

        assertThatThrownBy(() -> AbandonedServer.start(home))
                .hasFieldOrPropertyWithValue("name", ErrorName.DATA_OF_TWO_VERSIONS)
                .hasMessageContaining(DATA + " and postgres-15")
                .hasMessageContaining("Move one of them away");
    }

    @Test
    void should_report_it_when_the_home_is_a_file() throws Exception {
        Files.writeString(home, "");

        assertThatThrownBy(() -> AbandonedServer.start(home))
                .hasFieldOrPropertyWithValue("name", ErrorName.HOME_UNWRITABLE)
                .hasMessageContaining("a file of that name exists")
                .hasMessageContaining("--home");
    }

    private void copyTheHome() throws Exception {
        copyTheHomeTo(home);
    }

    private static void copyTheHomeTo(Path target) throws Exception {
        // programs as links: they are most of the size, and replacing one deletes it first
        Process copy = new ProcessBuilder(
                        "sh",
                        "-c",
                        "mkdir \"$2\" && cp -a --link \"$1/programs\" \"$2\"" + " && cp -a \"$1/" + DATA
                                + "\" \"$1/password\" \"$1/postgres.log\" \"$2\" && chmod 700 \"$2\"",
                        "copy",
                        madeBefore.resolve("home").toString(),
                        target.toString())
                .inheritIO()
                .start();
        assertThat(copy.waitFor()).isZero();
    }

    private static void damage(Path program) throws IOException {
        Files.delete(program);
        Files.write(program, new byte[] {1, 2, 3});
    }

    /** The only folder of programs that a start unpacked. */
    private Path programs() throws IOException {
        try (Stream<Path> unpacked = Files.list(home.resolve("programs/unpacked"))) {
            return unpacked.toList().get(0);
        }
    }

    private long pidOfServer() throws IOException {
        return Long.parseLong(Files.readAllLines(home.resolve(DATA).resolve("postmaster.pid"))
                .get(0)
                .strip());
    }
}
