// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A report whose replacement was interrupted at any point. */
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
    void should_have_only_the_new_report_when_it_was_replaced() throws IOException {
        Archive.open(folder).replaceFolder(REPORT, output -> write(output, "new"));

        assertThat(folder.resolve(REPORT).resolve("index.html")).hasContent("new");
        assertThat(folder.toFile().list()).hasSize(1);
    }

    @Test
    void should_add_a_report_when_its_folder_lacks_the_first_page() throws IOException {
        Files.delete(folder.resolve(REPORT).resolve("index.html"));

        Archive.open(folder).addFolder(REPORT, output -> write(output, "new"));

        assertThat(folder.resolve(REPORT).resolve("index.html")).hasContent("new");
    }

    @Test
    void should_delete_the_pointer_when_there_is_no_report_to_point_at() throws IOException {
        Files.writeString(folder.resolve("latest.json"), "old");

        Archive.open(folder).replaceIndex(output -> write(output, "new"));

        assertThat(folder.resolve("latest.json")).doesNotExist();
    }

    @Test
    void should_restore_the_old_report_when_a_run_was_killed_before_the_new_one_was_moved() throws IOException {
        Files.move(folder.resolve(REPORT), folder.resolve(REPLACED));
        Files.createDirectory(folder.resolve(".writing-" + REPORT));

        Archive.open(folder);

        assertThat(folder.resolve(REPORT).resolve("index.html")).hasContent("old");
        assertThat(folder.toFile().list()).hasSize(1);
    }

    @Test
    void should_have_the_new_report_when_a_run_was_killed_before_the_old_one_was_removed() throws IOException {
        Files.createDirectories(folder.resolve(REPLACED).resolve("half"));

        assertThat(Archive.open(folder).hasReport(REPORT)).isTrue();
        assertThat(folder.toFile().list()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"assets", "badges"})
    void should_write_and_remove_nothing_elsewhere_when_a_folder_is_a_symbolic_link(
            String name, @TempDir Path elsewhere) throws IOException {
        Path precious = Files.writeString(elsewhere.resolve("precious.svg"), "mine");
        Files.createSymbolicLink(folder.resolve(name), elsewhere);
        Archive archive = Archive.open(folder);

        assertThatThrownBy(() -> {
                    archive.addFile("assets/report.css", "new");
                    archive.replaceIndex(output -> write(output, "badges/fleet.svg", "new"));
                })
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining(folder.resolve(name) + ": it is a symbolic link");

        assertThat(elsewhere.toFile().list()).containsExactly("precious.svg");
        assertThat(precious).hasContent("mine");
    }

    @Test
    void should_replace_links_themselves_when_files_are_symbolic_links(@TempDir Path elsewhere) throws IOException {
        Path precious = Files.writeString(elsewhere.resolve("precious"), "mine");
        Files.createDirectory(folder.resolve("assets"));
        for (String name : List.of("assets/report.css", "index.html", ".writing-index", ".writing-report.css")) {
            Files.createSymbolicLink(folder.resolve(name), name.startsWith(".") ? elsewhere : precious);
        }
        Archive archive = Archive.open(folder);

        archive.addFile("assets/report.css", "new");
        archive.replaceIndex(output -> write(output, "new"));

        assertThat(precious).hasContent("mine");
        assertThat(elsewhere.toFile().list()).containsExactly("precious");
        assertThat(folder.resolve("assets/report.css")).hasContent("new");
        assertThat(folder.resolve("index.html")).hasContent("new");
    }

    @Test
    void should_keep_the_pointer_when_the_pages_before_it_could_not_be_written() throws IOException {
        Archive archive = Archive.open(folder);
        Files.writeString(folder.resolve("latest.json"), "old");
        Files.createDirectories(folder.resolve("index.html/in-the-way"));

        assertThatThrownBy(() -> archive.replaceIndex(output -> {
                    write(output, "latest.json", "new");
                    write(output, "index.html", "new");
                    write(output, "badges/systems.svg", "new");
                }))
                .isInstanceOf(FileSystemException.class);

        assertThat(folder.resolve("latest.json")).hasContent("old");
        assertThat(folder.resolve("badges/systems.svg")).hasContent("new");
    }

    private static void write(ReportOutput output, String text) throws IOException {
        write(output, "index.html", text);
    }

    private static void write(ReportOutput output, String path, String text) throws IOException {
        try (Writer out = output.createFile(path)) {
            out.write(text);
        }
    }
}
