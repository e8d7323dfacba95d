// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.reconciler.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Help.Ansi;

/** Whether what users read keeps to the vocabulary; {@code DemoIT} asks it of the pages of a report. */
class VocabularyTest {

    private static final Path ROOT = Path.of("..");
    private static final Path TEMPLATES = ROOT.resolve("report/src/main/resources/dev/rollcall/report/template");
    private static final Path ERRORS = ROOT.resolve("schema/src/main/java/dev/rollcall/schema/error/errors.md");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mend the branch.",
                "a folder\nis no clone",
                "kept for so long",
                "one cause, so many systems",
                "a column a snapshot",
                "Tells what to do."
            })
    void should_find_a_word_when_a_text_should_not_have_it(String text) {
        assertThat(Vocabulary.avoidedIn(text)).hasSize(1);
    }

    @Test
    void should_find_nothing_when_words_only_look_alike() {
        assertThat(Vocabulary.avoidedIn(
                        "We recommend it. There is no flake. It is no longer there, as long as it takes."))
                .isEmpty();
    }

    @Test
    void should_keep_to_the_vocabulary_when_a_command_explains_itself() {
        assertThat(TestCommandLine.all(TestCommandLine.in(folder)))
                .hasSizeGreaterThan(15)
                .allSatisfy(command -> assertThat(Vocabulary.avoidedIn(command.getUsageMessage(Ansi.OFF)))
                        .as(command.getCommandName())
                        .isEmpty());
    }

    @Test
    void should_keep_to_the_vocabulary_when_a_user_reads_a_page() throws IOException {
        List<Path> pages = Stream.of(
                        files(ROOT.resolve("docs"), ".md"),
                        files(TEMPLATES, ".ftlh"),
                        Stream.of(ERRORS, ROOT.resolve("README.md")))
                .flatMap(files -> files)
                .toList();

        assertThat(pages)
                .hasSizeGreaterThan(40)
                .allSatisfy(page -> assertThat(Vocabulary.avoidedIn(text(page)))
                        .as(page.toString())
                        .isEmpty());
    }

    private static Stream<Path> files(Path folder, String suffix) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList().stream();
        }
    }

    /** Without the comments of a template. */
    private static String text(Path page) throws IOException {
        return Files.readString(page).replaceAll("(?s)<#--.*?-->", "");
    }
}
