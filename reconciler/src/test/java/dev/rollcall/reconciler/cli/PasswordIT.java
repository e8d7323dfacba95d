// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.reconciler.RollcallProgram;
import dev.rollcall.reconciler.RollcallProgram.Outcome;
import dev.rollcall.schema.Fleet;
import dev.rollcall.schema.PostgresExtension;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A password must appear in no output. */
class PasswordIT {

    private static final String SECRET = "Tr0ub4dor-3-secret";
    private static final Instant NOW = Instant.parse("2026-01-03T03:00:00Z");

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @TempDir
    static Path folder;

    @BeforeAll
    static void createUser() {
        POSTGRES.dsl().execute("drop role if exists rollcall_leaky");
        POSTGRES.dsl().execute("create role rollcall_leaky superuser login password '" + SECRET + "'");
    }

    @Test
    void should_appear_in_no_output_when_a_run_used_the_password() throws Exception {
        Fleet fleet =
                new Fleet(POSTGRES.dsl()).flake("infra").commit("infra", "a", 1).system("web", "infra");
        assertThat(process("run", "--as-of", "2026-01-01T02:00:00Z").waitFor()).isZero();
        fleet.state("web", "web-a", 30);
        Process run = process(
                "run",
                "--verbose",
                "--stacktrace",
                "--out",
                "report",
                "--single-file",
                "page.html",
                "--stale-after",
                "9999d",
                "--max-outdated",
                "100%",
                "--json",
                "formats/json",
                "--junit",
                "formats/junit",
                "--on-change",
                "cat >/dev/null; (env; tr '\\0' '\\n' </proc/$PPID/environ) | grep -E 'ROLLCALL|PG'");
        String commandLine = commandLine(run);

        assertThat(run.waitFor()).as(Files.readString(folder.resolve("err"))).isZero();
        assertThat(commandLine).doesNotContain(SECRET);
        assertThat(Files.readString(folder.resolve("err")))
                .containsPattern(isLinux() ? "(?s)PG_MARK=.*PG_MARK=" : "PG_MARK=")
                .doesNotContain("PASSWORD=", SECRET);
        assertThat(everyFile()).doesNotContain(SECRET);
        assertThat(everyRow()).isNotEmpty().doesNotContain(SECRET);
    }

    @ParameterizedTest
    @CsvSource({
        "wrong host,       postgresql://rollcall_leaky:SECRET@localhost:1/fleet",
        "wrong database,   URL-nope?user=rollcall_leaky&password=SECRET",
        "wrong user,       URL?user=nobody&password=SECRET",
        "bad parameter,    URL?password=SECRET&loggerFile=x",
        "bad value,        URL?password=SECRET&sslmode=sometimes",
        "unreadable,       postgresql://a b:SECRET@localhost/fleet",
        "of no known kind, mysql://rollcall_leaky:SECRET@localhost/fleet",
        "before the host,  jdbc:postgresql://rollcall_leaky:SECRET@localhost:1/fleet",
        "a slash in it,    jdbc:postgresql://rollcall_leaky:SECRET/x@localhost/fleet",
        "a stray percent,  jdbc:postgresql://localhost/fleet?password=SECRET%zz",
        "service,          URL?password=SECRET&service=x",
        "bad port,         postgresql://rollcall_leaky:SECRET@localhost:port/fleet",
    })
    void should_not_print_the_password_when_the_address_is_wrong(String what, String url) {
        String address =
                url.replace("SECRET", SECRET).replace("URL", POSTGRES.settings().url());
        Outcome fromEnvironment = RollcallProgram.in(folder, NOW)
                .with("ROLLCALL_DB_URL", address)
                .run("status", "--verbose", "--stacktrace");
        Outcome fromCommandLine =
                RollcallProgram.in(folder, NOW).run("status", "--verbose", "--stacktrace", "--db-url", address);

        for (Outcome outcome : List.of(fromEnvironment, fromCommandLine)) {
            assertThat(outcome.exitCode()).as(what).isIn(1, 2);
            assertThat(outcome.out() + outcome.err())
                    .as(what)
                    .doesNotContain(SECRET)
                    .contains("error[");
        }
    }

    @Test
    void should_not_print_the_password_when_a_properties_file_has_it() throws IOException {
        Path file = folder.resolve("leaky.properties");
        Files.writeString(file, "db-password = " + SECRET + "\n");

        Outcome refused = RollcallProgram.in(folder, NOW).run("status", "--config", file.toString());
        Files.delete(file);

        assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE.code());
        assertThat(refused.err()).contains("has a password").doesNotContain(SECRET);
    }

    @Test
    void should_find_pgpass_in_the_home_of_the_environment_when_the_password_is_there(@TempDir Path home)
            throws Exception {
        String address = POSTGRES.settings().url().replaceFirst(".*//([^:/]+):(\\d+)/.*", "$1:$2");
        Path file = Files.writeString(home.resolve(".pgpass"), address + ":*:rollcall_leaky:" + SECRET + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        ProcessBuilder builder = builder("status");
        builder.environment().put("HOME", home.toString());
        builder.environment().put("ROLLCALL_DB_URL", POSTGRES.settings().url());
        builder.environment().remove("ROLLCALL_DB_PASSWORD");

        assertThat(builder.start().waitFor())
                .as(Files.readString(folder.resolve("err")))
                .isZero();
    }

    private static boolean isLinux() {
        return Files.exists(Path.of("/proc/self/environ"));
    }

    private static Process process(String... command) throws IOException {
        return builder(command).start();
    }

    private static ProcessBuilder builder(String... command) {
        ProcessBuilder builder = new ProcessBuilder(Path.of("..", "bin", "rollcall")
                        .toAbsolutePath()
                        .normalize()
                        .toString())
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        builder.command().addAll(List.of(command));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("PG_MARK", "the environment was looked at");
        builder.environment()
                .put("ROLLCALL_DB_URL", POSTGRES.settings().url() + "?user=rollcall_leaky&password=" + SECRET);
        builder.environment().put("ROLLCALL_DB_USER", "rollcall_leaky");
        builder.environment().put("ROLLCALL_DB_PASSWORD", SECRET);
        return builder;
    }

    /** As other users see it in the process list, once Java runs. */
    private static String commandLine(Process process) {
        String line = "";
        while (process.isAlive() && !line.contains("-jar")) {
            line = process.info().commandLine().orElse("");
        }
        return line;
    }

    private static String everyFile() throws IOException {
        StringBuilder texts = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                texts.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return texts.toString();
    }

    private static String everyRow() {
        StringBuilder rows = new StringBuilder();
        for (Object table : POSTGRES.dsl().fetchValues("""
                        select c.oid::regclass::text
                          from pg_class as c
                         where c.relkind = 'r'
                           and c.relnamespace::regnamespace::text in ('inventory', 'history', 'batch')
                         order by 1
                        """)) {
            rows.append(POSTGRES.dsl().fetchValue("select string_agg(t::text, chr(10)) from " + table + " as t"));
        }
        return rows.toString();
    }
}
