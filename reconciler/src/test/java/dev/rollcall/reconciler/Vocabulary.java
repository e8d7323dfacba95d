// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The words that CONTRIBUTING.md keeps out of everything that a user reads. */
public final class Vocabulary {

    private static final Pattern TABLE = Pattern.compile("(?s)\n\\| avoid \\| use \\|\n(.+?)\n\n");
    private static final Pattern CELL = Pattern.compile("(?m)^\\| (`.+`) \\| ");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private static final List<Pattern> AVOIDED = read(Path.of("..", "CONTRIBUTING.md"));

    private Vocabulary() {}

    /** The patterns, in the order of the table. */
    public static List<Pattern> avoided() {
        return AVOIDED;
    }

    /** Each place in a text where it has such a word, with what surrounds it. */
    public static List<String> avoidedIn(String text) {
        String line = text.replaceAll("\\s+", " ");
        return AVOIDED.stream()
                .flatMap(pattern -> pattern.matcher(line).results())
                .map(found ->
                        line.substring(Math.max(0, found.start() - 40), Math.min(line.length(), found.end() + 40)))
                .toList();
    }

    private static List<Pattern> read(Path page) {
        try {
            return TABLE.matcher(Files.readString(page))
                    .results()
                    .flatMap(table -> CELL.matcher(table.group(1)).results())
                    .flatMap(cell -> CODE.matcher(cell.group(1)).results())
                    .map(Vocabulary::pattern)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Pattern pattern(MatchResult code) {
        return Pattern.compile("\\b(?:" + code.group(1).replace("\\|", "|") + ")\\b", Pattern.CASE_INSENSITIVE);
    }
}
