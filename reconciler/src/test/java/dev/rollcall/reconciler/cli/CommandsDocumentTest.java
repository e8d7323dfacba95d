// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether the documentation of the commands is that of these commands. */
class CommandsDocumentTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "commands.md");

    @TempDir
    Path folder;

    @Test
    void should_describe_the_commands_as_they_are_when_the_document_is_read() throws IOException {
        String generated = CommandsDocument.of(TestCommandLine.in(folder));
        if (Boolean.getBoolean("rollcall.write-docs")) {
            Files.writeString(DOCUMENT, generated);
        }

        assertThat(Files.readString(DOCUMENT))
                .as("docs/commands.md differs from the commands. To write it anew: ./mvnw -q test -pl reconciler -am"
                        + " -Dtest=CommandsDocumentTest -Dsurefire.failIfNoSpecifiedTests=false"
                        + " -Drollcall.write-docs=true")
                .isEqualTo(generated);
    }
}
