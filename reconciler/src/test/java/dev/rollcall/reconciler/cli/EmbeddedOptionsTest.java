// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.reconciler.RollcallProgram;
import dev.rollcall.reconciler.RollcallProgram.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder without programs shows that it was used. */
class EmbeddedOptionsTest {

    private static final Instant NOW = Instant.parse("2026-01-03T03:00:00Z");

    @TempDir
    Path folder;

    @Test
    void should_use_the_named_programs_when_an_option_names_them() {
        assertIsNamed(program().run("status", "--postgres-bin", "bin"));
        assertIsNamed(program().run("demo", "--postgres-bin", "bin"));
    }

    @Test
    void should_use_the_named_programs_when_a_variable_names_them() {
        assertIsNamed(program().with("ROLLCALL_POSTGRES_BIN", "bin").run("status"));
    }

    @Test
    void should_use_the_named_programs_when_the_properties_file_names_them() throws IOException {
        Files.writeString(folder.resolve("rollcall.properties"), "postgres-bin = bin\n");

        assertIsNamed(program().run("status"));
    }

    private void assertIsNamed(Outcome outcome) {
        assertThat(outcome.exitCode()).isEqualTo(ExitCode.ERROR.code());
        assertThat(outcome.err())
                .contains("error[programs-unusable]: The PostgreSQL of --postgres-bin can't be used: "
                        + folder.resolve("bin") + " does not contain the programs");
    }

    private RollcallProgram program() {
        return RollcallProgram.in(folder, NOW);
    }
}
