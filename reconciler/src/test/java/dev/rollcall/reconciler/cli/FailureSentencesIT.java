// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.reconciler.BadInputs;
import dev.rollcall.reconciler.CutConnections;
import dev.rollcall.reconciler.RollcallProcess;
import dev.rollcall.reconciler.RollcallProgram;
import dev.rollcall.reconciler.RollcallProgram.Outcome;
import dev.rollcall.schema.Fleet;
import dev.rollcall.schema.PostgresExtension;
import dev.rollcall.schema.connection.DatabaseSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Errors other than the user's: one sentence, with what to do. */
class FailureSentencesIT {

    private static final Instant NOW = Instant.parse("2026-01-03T03:00:00Z");

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    /**
     * Before this many bytes a lost connection is retried for ten seconds, because a starting server also closes
     * connections.
     */
    private static final int END_OF_LOGIN = 1_000;

    private static final List<String> COMMANDS = List.of("migrate", "gate --max-outdated 5%", "status", "prune");

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"prune", "history", "gate --max-outdated 5%", "run"})
    void should_report_that_another_session_blocks_it_when_a_lock_times_out(String command) throws Exception {
        DatabaseSettings settings = POSTGRES.settings();
        try (Connection connection = DriverManager.getConnection(settings.url(), settings.user(), settings.password());
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table history.snapshots in access exclusive mode");

            Outcome refused = program(new DatabaseSettings(
                            settings.url() + "?options=-c%20lock_timeout=200", settings.user(), settings.password()))
                    .run(command.split(" "));

            assertThat(refused.exitCode()).isEqualTo(ExitCode.ERROR.code());
            assertThat(refused.err())
                    .startsWith("error[lock-not-available]: ")
                    .contains("lock_timeout in --db-url")
                    .hasLineCount(1);
        }
    }

    @Test
    void should_report_the_maximum_length_when_a_label_is_longer() {
        assertThat(program(POSTGRES.settings()).run("run", "--label", "x".repeat(3_000)))
                .isEqualTo(new Outcome(
                        ExitCode.USAGE.code(),
                        "",
                        "error[invalid-value]: --label has 3,000 characters, expected at most 200.\n"));
    }

    @ParameterizedTest
    @CsvSource({"explain f\ufffd, , Argument 2", "run --label N\ufffd, , Argument 3", "run, N\ufffd, ROLLCALL_LABEL"})
    void should_refuse_an_argument_or_a_variable_when_java_could_not_read_it(
            String command, String variable, String what) {
        RollcallProgram program = program(POSTGRES.settings());
        if (variable != null) {
            program.with("ROLLCALL_LABEL", variable);
        }

        assertThat(program.run(command.split(" ")))
                .isEqualTo(new Outcome(
                        ExitCode.USAGE.code(),
                        "",
                        "error[text-not-in-locale]: " + what
                                + " is not valid text in this locale. Write it in UTF-8, and set LC_ALL=C.UTF-8.\n"));
        assertThat(POSTGRES.dsl().fetchValue("select count(*) from history.snapshots"))
                .isEqualTo(0L);
    }

    @Test
    void should_report_the_parameter_when_the_url_has_an_unknown_one() {
        String url = POSTGRES.settings().url().replaceFirst("\\?.*", "");

        Outcome refused = program(POSTGRES.settings()).run("status", "--db-url", url + "?sslmod=verify-full");

        assertThat(refused.exitCode()).isEqualTo(ExitCode.ERROR.code());
        assertThat(refused.err())
                .isEqualTo("error[invalid-database-url]: The database URL has an unknown parameter 'sslmod'."
                        + " Did you mean sslmode, ssl?\n");
    }

    @Test
    void should_report_that_the_server_is_out_of_connections_when_it_refuses_another_one() {
        POSTGRES.dsl().execute("drop role if exists rollcall_crowd");
        POSTGRES.dsl().execute("create role rollcall_crowd login password 'x' connection limit 0");

        Outcome refused = program(new DatabaseSettings(POSTGRES.settings().url(), "rollcall_crowd", "x"))
                .run("status");

        assertThat(refused.exitCode()).isEqualTo(ExitCode.ERROR.code());
        assertThat(refused.err())
                .startsWith("error[database-out-of-resources]: Can't connect to the database ")
                .endsWith(". Try again when it is less busy.\n");
    }

    /** The pool closes a connection after an answer of this SQLSTATE, as replicas give it for unlogged tables. */
    @Test
    void should_report_the_answer_of_the_server_when_the_pool_closes_the_connection_after_it() {
        new Fleet(POSTGRES.dsl()).flake("infra").system("web", "infra");
        POSTGRES.dsl()
                .execute("create function public.refuse() returns boolean language plpgsql as"
                        + " $$ begin raise exception 'not here' using errcode = '0A000'; end $$");
        POSTGRES.dsl().execute("alter table inventory.reasons rename to reasons_kept");
        POSTGRES.dsl()
                .execute("create view inventory.reasons as select * from inventory.reasons_kept where public.refuse()");
        try {
            assertThat(program(POSTGRES.settings()).run("explain", "web").err())
                    .contains("not here")
                    .doesNotContain("connection-lost");
        } finally {
            POSTGRES.dsl().execute("drop view inventory.reasons");
            POSTGRES.dsl().execute("alter table inventory.reasons_kept rename to reasons");
            POSTGRES.dsl().execute("drop function public.refuse()");
            POSTGRES.clear();
        }
    }

    /** Wherever the answers end: while connecting, logging in, checking the schemas, and working. */
    @ParameterizedTest
    @EnumSource
    void should_report_that_the_connection_was_lost_when_it_ends_early(CutConnections.End end) throws Exception {
        try (BadInputs inputs = new BadInputs("connections that end early")) {
            for (int bytes = 40; bytes < 20_000; bytes = bytes * 2 + 600) {
                for (String command : bytes < END_OF_LOGIN ? List.of("status") : COMMANDS) {
                    Outcome outcome = cut(end, bytes, command);
                    String what = command + " after " + bytes + " bytes: " + outcome.err();

                    BadInputs.expectSentence(what, outcome.err());
                    assertThat(outcome.err())
                            .as(what)
                            .doesNotContain("null")
                            .matches("(warning: .+\n)*(error\\[[a-z-]+]: .+\\.\n)?");
                    inputs.count(outcome.exitCode() == ExitCode.ERROR.code());
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void should_print_no_message_of_a_library_when_a_connection_ends_early(CutConnections.End end) throws Exception {
        try (CutConnections cut = CutConnections.to(POSTGRES.settings(), end, 1_500)) {
            RollcallProcess.Ending ending = RollcallProcess.start(folder, cut.settings(), Map.of(), List.of("migrate"))
                    .end();

            assertThat(ending.exitCode()).isEqualTo(ExitCode.ERROR.code());
            assertThat(ending.err()).startsWith("error[connection-lost]: ").hasLineCount(1);
        }
    }

    @Test
    void should_report_that_it_is_truncated_when_a_gzipped_file_ends_early() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write("{\"name\": \"infra\"}\n".getBytes(StandardCharsets.UTF_8));
        }
        Path file = folder.resolve("flakes.jsonl.gz");
        for (int length = 2; length < packed.size(); length++) {
            Files.write(file, Arrays.copyOf(packed.toByteArray(), length));

            assertThat(program(POSTGRES.settings())
                            .run("import", folder.toString())
                            .err())
                    .as("%s bytes", length)
                    .isEqualTo("error[file-damaged]: " + file
                            + " can't be unpacked: it is damaged or incomplete, or something else follows. Nothing was stored."
                            + " Create the file again.\n");
        }
    }

    private Outcome cut(CutConnections.End end, int bytes, String command) throws IOException {
        try (CutConnections cut = CutConnections.to(POSTGRES.settings(), end, bytes)) {
            return program(cut.settings()).run(command.split(" "));
        }
    }

    private RollcallProgram program(DatabaseSettings settings) {
        return RollcallProgram.in(folder, NOW).on(settings);
    }
}
