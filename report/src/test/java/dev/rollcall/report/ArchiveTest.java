// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of a report that was being replaced, however far that came. */
class ArchiveTest {

    private static final String REPORT = "2026-01-02T020000Z-1";
    private static final String REPLACED = ".writing-replaced-" + REPORT;

    @TempDir
    Path folder;

    @BeforeEach
    void oneReport() throws IOException {
        Archive.open(folder).addFolder(REPORT, output -> write(output, "old"));
    }

    @Test
    void should_have_the_new_one_only_when_it_was_replaced() throws IOException {
        Archive.open(folder).replaceFolder(REPORT, output -> write(output, "new"));

        assertThat(folder.resolve(REPORT).resolve("index.html")).hasContent("new");
        assertThat(folder.toFile().list()).hasSize(1);
    }

    @Test
    void should_have_the_old_one_again_when_a_run_was_killed_before_the_new_one_was_in_its_place() throws IOException {
        Files.move(folder.resolve(REPORT), folder.resolve(REPLACED));
        Files.createDirectory(folder.resolve(".writing-" + REPORT));

        Archive.open(folder);

        assertThat(folder.resolve(REPORT).resolve("index.html")).hasContent("old");
        assertThat(folder.toFile().list()).hasSize(1);
    }

    @Test
    void should_have_the_new_one_when_a_run_was_killed_before_the_old_one_was_removed() throws IOException {
        Files.createDirectories(folder.resolve(REPLACED).resolve("half"));

        assertThat(Archive.open(folder).hasReport(REPORT)).isTrue();
        assertThat(folder.toFile().list()).hasSize(1);
    }

    private static void write(ReportOutput output, String text) throws IOException {
        try (Writer out = output.createFile("index.html")) {
            out.write(text);
        }
    }
}
