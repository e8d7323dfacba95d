// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.reconciler.RollcallProgram;
import dev.rollcall.reconciler.RollcallProgram.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigCommandTest {

    private static final Instant NOW = Instant.parse("2026-01-03T03:00:00Z");

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void aFile() throws IOException {
        // with the byte order mark that editors on Windows write
        file = Files.writeString(
                folder.resolve("rollcall.properties"),
                "\ufeff# of the fleet\nout = /srv/report\nstale-after = 2d\non-change = curl https://example.org/t0ken\n");
    }

    @Test
    void should_show_the_source_of_each_value_when_the_configuration_is_printed() {
        Outcome config = program().with("ROLLCALL_STALE_AFTER", "3d").run("config");

        assertThat(config.exitCode()).isZero();
        assertThat(config.err()).isEmpty();
        assertThat(config.out())
                .startsWith("Properties file: " + file + "\nPassword: from .pgpass")
                .contains("\nout = /srv/report   (" + file + ", line 2)\n")
                .contains("\nstale-after = 3d   (the environment, ROLLCALL_STALE_AFTER)\n")
                .contains("\nsilent-after = 4h   (default)\n")
                .contains("\nimport =    (default)\n    run: Import the files in this folder first.")
                .doesNotContain("${", "t0ken");
        assertThat(config.out().indexOf("\nstale-after ="))
                .isLessThan(config.out().indexOf("\ndb-url ="));
    }

    @Test
    void should_show_what_a_command_would_use_when_it_is_named_with_its_options() {
        Outcome config = program().run("config", "run", "--out", "here", "--import=drops");

        assertThat(config.out())
                .contains("\nout = here   (the command line)\n", "\nimport = drops   (the command line)\n")
                .contains("\nstale-after = 2d   (" + file + ", line 3)\n")
                .doesNotContain("\nsort =");
    }

    @Test
    void should_show_the_key_too_when_a_command_has_its_name() throws IOException {
        Files.writeString(folder.resolve("rollcall.properties"), "import = drop\nflake = infra\n");

        Outcome config = program().run("config", "import");

        assertThat(config.out())
                .contains("\nimport = drop   (", "line 1)\n    run: Import the files in this folder first.")
                .contains("\nflake = infra   (", "\nskip-bad = ");
    }

    @Test
    void should_read_the_file_that_is_named_when_there_is_another_one() throws IOException {
        Files.writeString(folder.resolve("other.properties"), "out = elsewhere\n");

        Outcome config = program().run("config", "--config", "other.properties", "out");

        assertThat(config.out())
                .contains("\nout = elsewhere   (" + folder.resolve("other.properties") + ", line 1)\n")
                .doesNotContain("stale-after");
    }

    @Test
    void should_show_no_secret_when_the_environment_has_one() {
        Outcome config = program()
                .with("ROLLCALL_DB_URL", "postgresql://amy:Tr0ub4dor@localhost/fleet")
                .with("ROLLCALL_DB_PASSWORD", "Tr0ub4dor")
                .run("config");
        Outcome broken =
                program().with("ROLLCALL_DB_URL", "amy:Tr0ub4dor@localhost").run("config", "db-url");

        assertThat(config.out())
                .contains("Password: set in the environment", "\ndb-url = postgresql://localhost/fleet   (the env")
                .doesNotContain("Tr0ub4dor");
        assertThat(broken.out()).contains("db-url = (hidden").doesNotContain("Tr0ub4dor");
    }

    @ParameterizedTest
    @CsvSource({"stale_after,stale-after", "ROLLCALL_OTU,out", "staler-after,stale-after", "statsu,status"})
    void should_name_the_nearest_when_a_key_is_unknown(String written, String meant) {
        Outcome config = program().run("config", written);

        assertThat(config.exitCode()).isEqualTo(ExitCode.USAGE.code());
        assertThat(config.err())
                .isEqualTo("error[unknown-key]: There is no command or key '" + written + "'. Did you mean " + meant
                        + "?\n");
    }

    @Test
    void should_warn_of_a_variable_when_it_is_unknown() {
        Outcome config = program().with("ROLLCALL_STALE_AFTR", "3d").run("config", "out");

        assertThat(config.exitCode()).isZero();
        assertThat(config.err())
                .contains("ROLLCALL_STALE_AFTR, which is not a setting of Rollcall. Did you mean ROLLCALL_STALE_AFTER");
    }

    private RollcallProgram program() {
        return RollcallProgram.in(folder, NOW);
    }
}
