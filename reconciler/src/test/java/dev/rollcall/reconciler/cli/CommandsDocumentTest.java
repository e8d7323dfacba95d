// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schema.error.ErrorName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether the generated documents of commands, configuration and errors are up to date. */
class CommandsDocumentTest {

    private static final Path DOCS = Path.of("..", "docs");
    private static final String BEGIN = "<!-- Generated from the commands by CommandsDocumentTest: -->\n\n";
    private static final String BEGIN_ERRORS =
            "<!-- Generated from schema/.../error/errors.md and ErrorName by CommandsDocumentTest: -->\n\n";
    private static final String END = "\n<!-- The end of what is generated. -->";

    @TempDir
    Path folder;

    @Test
    void should_be_up_to_date_when_the_document_describes_commands() throws IOException {
        assertDocument("commands.md", CommandsDocument.of(TestCommandLine.in(folder)));
    }

    @Test
    void should_be_up_to_date_when_the_document_lists_keys() throws IOException {
        String page = Files.readString(DOCS.resolve("configuration.md"));
        String tables = ConfigurationTables.of(TestCommandLine.in(folder));

        assertDocument(
                "configuration.md",
                page.substring(0, page.indexOf(BEGIN) + BEGIN.length()) + tables + page.substring(page.indexOf(END)));
    }

    @Test
    void should_be_up_to_date_when_the_document_describes_errors() throws IOException {
        ErrorsDocument errors = ErrorsDocument.read();
        assertThat(errors.names())
                .isEqualTo(
                        Arrays.stream(ErrorName.values()).map(ErrorName::code).toList());

        String page = Files.readString(DOCS.resolve("errors.md"));

        assertDocument(
                "errors.md",
                page.substring(0, page.indexOf(BEGIN_ERRORS) + BEGIN_ERRORS.length())
                        + errors.text()
                        + page.substring(page.indexOf(END)));
    }

    private static void assertDocument(String name, String generated) throws IOException {
        Path document = DOCS.resolve(name);
        if (Boolean.getBoolean("rollcall.write-docs")) {
            Files.writeString(document, generated);
        }

        assertThat(Files.readString(document))
                .as("docs/" + name + " differs from the program. To regenerate it: ./mvnw -q test -pl reconciler -am"
                        + " -Dtest=CommandsDocumentTest -Dsurefire.failIfNoSpecifiedTests=false"
                        + " -Drollcall.write-docs=true")
                .isEqualTo(generated);
    }
}
