// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli;

import dev.rollcall.schema.error.ErrorName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The generated part of docs/errors.md: an index, and each error with its class and exit code. */
final class ErrorsDocument {

    private static final Path CATALOGUE =
            Path.of("..", "schema", "src", "main", "java", "dev", "rollcall", "schema", "error", "errors.md");

    private static final Pattern SECTION = Pattern.compile("(?ms)^## (.+?)$(.*?)(?=^## |\\z)");

    /** Name, meaning, what to do, and the messages. */
    private static final Pattern ENTRY = Pattern.compile("(?m)^### (\\S+)\n\n(.+)\n\n(.+)\n\n((?:- .+\n)+)");

    private final String catalogue;

    private ErrorsDocument(String catalogue) {
        this.catalogue = catalogue;
    }

    static ErrorsDocument read() throws IOException {
        return new ErrorsDocument(Files.readString(CATALOGUE));
    }

    /** The described names, in order. */
    List<String> names() {
        return names(catalogue);
    }

    String text() {
        String index = SECTION.matcher(catalogue)
                .results()
                .map(section -> "| [" + section.group(1) + "](#" + anchor(section.group(1)) + ") | "
                        + names(section.group(2)).stream()
                                .map(name -> "[" + name + "](#" + name + ")")
                                .collect(Collectors.joining(", "))
                        + " |\n")
                .collect(Collectors.joining());
        return "| | |\n|---|---|\n" + index + "\n"
                + ENTRY.matcher(catalogue).replaceAll(entry -> Matcher.quoteReplacement(entry(entry)));
    }

    private static List<String> names(String text) {
        return ENTRY.matcher(text).results().map(entry -> entry.group(1)).toList();
    }

    private static String entry(MatchResult entry) {
        ErrorName name =
                ErrorName.valueOf(entry.group(1).toUpperCase(Locale.ROOT).replace('-', '_'));
        return "### " + name.code() + "\n\n" + entry.group(2) + "\n\n**What to do:** " + entry.group(3)
                + "\n\nClass `" + name.errorClass().name().toLowerCase(Locale.ROOT) + "`, exit code "
                + (name == ErrorName.INTERRUPTED
                        ? "130 (Ctrl-C) or 143"
                        : ExitCode.of(name).code()) + ". It reads:\n\n" + entry.group(4);
    }

    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT).replace(' ', '-');
    }
}
