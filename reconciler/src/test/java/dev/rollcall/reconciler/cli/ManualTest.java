// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The files that packages install beside the program. */
class ManualTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "rollcall ba,             backfill",
        "rollcall alias a,        add",
        "rollcall run --max-off,  --max-offline",
        "rollcall import --kind s, systems states",
    })
    void should_complete_a_word_when_bash_asks(String line, String expected) throws Exception {
        Manual.writeCompletion(TestCommandLine.in(folder), folder);

        assertThat(completions(line)).isEqualTo(expected);
    }

    @Test
    void should_have_a_page_for_each_command_when_the_manual_is_written() throws IOException {
        CommandLine program = TestCommandLine.in(folder);

        Manual.writePages(program, folder);

        try (Stream<Path> pages = Files.list(folder)) {
            assertThat(pages.map(page -> page.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(TestCommandLine.all(program).stream()
                            .map(command -> command.getCommandSpec().qualifiedName("-") + ".adoc")
                            .toList());
        }
    }

    @Test
    void should_list_options_by_section_and_keep_wildcards_when_a_page_is_written() throws IOException {
        Manual.writePages(TestCommandLine.in(folder), folder);

        assertThat(Files.readString(folder.resolve("rollcall-gate.adoc")))
                .contains("== Options", "== Gate options", "== Database options")
                .contains("hosts:web-{asterisk}=0");
    }

    /** As bash calls it: the words, and the index of the last. */
    private String completions(String line) throws IOException, InterruptedException {
        String script = """
                compopt() { :; }
                source bash-completion/completions/rollcall
                COMP_WORDS=(%1$s)
                COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
                _complete_rollcall
                echo "${COMPREPLY[*]}"
                """.formatted(line);
        Process bash = new ProcessBuilder(List.of("bash", "-c", script))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String printed = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        bash.waitFor();
        return printed.strip();
    }
}
