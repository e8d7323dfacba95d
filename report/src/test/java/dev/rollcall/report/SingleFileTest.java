// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class SingleFileTest {

    @TempDir
    Path folder;

    @Test
    void should_replace_the_file_that_a_link_names_when_the_target_is_a_link() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);

        write(link);

        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(file).hasContent("new");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void should_keep_the_mode_when_it_replaces_a_file() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        write(file);

        assertThat(file).hasContent("new");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
    }

    @Test
    void should_keep_the_old_file_and_nothing_else_when_writing_fails() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "old");

        assertThatThrownBy(() -> SingleFile.write(file, (output, path) -> {
                    try (Writer out = output.createFile(path)) {
                        out.write("half");
                        throw new IOException("No space left on device");
                    }
                }))
                .hasMessage("No space left on device");

        assertThat(folder).isDirectoryContaining(entry -> entry.equals(file));
        assertThat(folder.toFile().list()).hasSize(1);
        assertThat(file).hasContent("old");
    }

    @Test
    void should_report_it_when_the_path_is_a_folder() {
        assertThatThrownBy(() -> write(folder))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("a folder of that name exists");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void should_write_directly_when_the_target_is_a_pipe() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        CompletableFuture<String> read = CompletableFuture.supplyAsync(() -> text(pipe));

        write(pipe);

        assertThat(read.get(1, TimeUnit.MINUTES)).isEqualTo("new");
        assertThat(Files.isRegularFile(pipe)).isFalse();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void should_write_directly_when_the_target_is_a_device() throws IOException {
        write(Path.of("/dev/null"));

        assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
    }

    private static void write(Path file) throws IOException {
        SingleFile.write(file, (output, path) -> {
            try (Writer out = output.createFile(path)) {
                out.write("new");
            }
        });
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
