// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.reconciler.gate.PolicyFile;
import dev.rollcall.schema.error.ErrorName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Checks for outdated documentation: links, commands, and messages. */
class DocumentsTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern FENCE = Pattern.compile("(?ms)^ *```(\\w*)$(.*?)^ *```$");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

    /** Up to the end of a command in a shell. */
    private static final Pattern COMMAND = Pattern.compile("(?m)^ *(?:bin/)?rollcall ([^|;&><#\\n]+)");

    private static final Pattern WORD = Pattern.compile("'[^']*'|\"[^\"]*\"|\\S+");
    /** Where an error or a usage message gets its text. */
    private static final Pattern FAILURE = Pattern.compile(
            "\\(\\s*ErrorName\\.([A-Z0-9_]+),|new (?:TypeConversion|UnusablePrograms)Exception\\(|\\b(?:usage|missing)\\(");

    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final int MIN_TEXT_LENGTH = 12;

    @TempDir
    Path folder;

    @Test
    void should_resolve_when_a_page_has_a_link() {
        assertThat(pages())
                .hasSizeGreaterThan(20)
                .allSatisfy(page ->
                        assertThat(links(page)).as("links of " + page).allMatch(link -> leadsSomewhere(page, link)));
    }

    @Test
    void should_be_valid_when_a_page_has_a_command() {
        List<String> wrong = new ArrayList<>();
        int found = 0;
        CommandLine program = TestCommandLine.in(folder);
        for (Path page : pages()) {
            for (String command : commands(page)) {
                found++;
                String[] words = matches(WORD, command)
                        .map(word -> word.group().replaceAll("^['\"]|['\"]$", ""))
                        .toArray(String[]::new);
                try {
                    program.parseArgs(words);
                } catch (ParameterException e) {
                    wrong.add(page + ": rollcall " + command + ": " + e.getMessage());
                }
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(found).isGreaterThan(40);
    }

    @Test
    void should_be_listed_under_its_name_when_the_code_has_an_error_message() {
        assertThat(sources().flatMap(DocumentsTest::sentences).distinct())
                .hasSizeGreaterThan(200)
                .allSatisfy(sentence -> assertThat(entry(sentence.name())).contains(sentence.text()));
    }

    @Test
    void should_be_used_when_the_catalogue_has_a_name() {
        String code = sources().map(DocumentsTest::read).collect(Collectors.joining());

        assertThat(ErrorName.values())
                .allMatch(name -> code.contains("ErrorName." + name) || code.contains("'" + name + "'"));
    }

    @Test
    void should_be_valid_when_a_page_shows_a_policy() throws IOException {
        List<String> policies = pages().stream()
                .flatMap(page -> matches(FENCE, read(page)))
                .filter(fence -> fence.group(1).equals("yaml"))
                .map(fence -> fence.group(2).strip())
                .filter(text -> text.startsWith("version: 1\n"))
                .toList();

        assertThat(policies).hasSizeGreaterThan(4);
        for (String policy : policies) {
            Path file = Files.writeString(folder.resolve("policy.yaml"), policy);
            assertThat(PolicyFile.read(file).isEmpty()).as(policy).isFalse();
        }
    }

    private static List<Path> pages() {
        return Stream.concat(files(ROOT.resolve("docs")), files(ROOT, 1))
                .filter(file -> file.toString().endsWith(".md"))
                .sorted()
                .toList();
    }

    private static List<String> links(Path page) {
        return matches(LINK, FENCE.matcher(read(page)).replaceAll(""))
                .map(link -> link.group(1))
                .filter(link -> !link.matches("(?:https?|mailto):.*"))
                .toList();
    }

    private static boolean leadsSomewhere(Path page, String link) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
        return Files.exists(target) && (parts.length == 1 || anchors(target).contains(parts[1]));
    }

    /** As GitHub generates them from headings. */
    private static Set<String> anchors(Path page) {
        return matches(HEADING, FENCE.matcher(read(page)).replaceAll(""))
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1")
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    private static List<String> commands(Path page) {
        return matches(FENCE, read(page))
                .filter(fence -> fence.group(1).equals("sh"))
                .flatMap(fence -> matches(COMMAND, fence.group(2).replace("\\\n", " ")))
                .map(command -> command.group(1).strip())
                .toList();
    }

    /** Part of an error message, and the name of the error, if present. */
    private record Sentence(@Nullable String name, String text) {}

    /** The literal parts of the error messages in a source file. */
    private static Stream<Sentence> sentences(Path source) {
        String code = read(source);
        return matches(FAILURE, code)
                .flatMap(failure -> matches(
                                LITERAL, arguments(code, failure.end()).replaceAll("\"\\s*\\+\\s*\"", ""))
                        .map(literal ->
                                literal.group(1).replaceAll("(\\\\n| )+", " ").strip())
                        .filter(text -> text.length() >= MIN_TEXT_LENGTH)
                        .map(text -> new Sentence(failure.group(1), text)));
    }

    /** The entry of an error; the whole page without a name. */
    private static String entry(@Nullable String name) {
        String page = read(ROOT.resolve("docs/errors.md"));
        if (name == null) {
            return page;
        }
        int begin = page.indexOf("### " + name.toLowerCase(Locale.ROOT).replace('_', '-') + "\n");
        return page.substring(begin, page.indexOf("\n##", begin));
    }

    /** Up to the closing parenthesis. */
    private static String arguments(String code, int begin) {
        int depth = 1;
        int end = begin;
        boolean isText = false;
        for (; depth > 0; end++) {
            char character = code.charAt(end);
            if (character == '"' && code.charAt(end - 1) != '\\') {
                isText = !isText;
            } else if (!isText) {
                depth += character == '(' ? 1 : character == ')' ? -1 : 0;
            }
        }
        return code.substring(begin, end - 1);
    }

    private static Stream<Path> sources() {
        return Stream.of("schema", "report", "reconciler")
                .flatMap(module -> files(ROOT.resolve(module).resolve("src/main/java")))
                .filter(file -> file.toString().endsWith(".java"));
    }

    private static Stream<MatchResult> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results();
    }

    private static Stream<Path> files(Path folder) {
        return files(folder, Integer.MAX_VALUE);
    }

    private static Stream<Path> files(Path folder, int depth) {
        try (Stream<Path> found = Files.walk(folder, depth)) {
            return found.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
