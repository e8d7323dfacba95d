// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.format;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Text in Markdown that stays text: a hostile name makes no link, no mention and no further column.
 *
 * <p>GitHub and GitLab look for mentions, references and addresses after they rendered the text, so neither a backslash nor
 * an entity stops them. A character without width behind the sign does.
 */
final class Markdown {

    private static final String SPECIAL = "\\`*_{}[]<>()#+!|~&$:";

    /** What these stand before: a name, an issue, a merge request, a label, an epic, a snippet, a milestone. */
    private static final String REFERENCES = "@#!~&$%^:";

    private static final String ZERO_WIDTH_SPACE = "&#8203;";

    private Markdown() {}

    static String row(String... cells) {
        return Stream.of(cells).map(Markdown::text).collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    static String text(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            if (character == '@') {
                escaped.append("&#64;");
            } else {
                if (SPECIAL.indexOf(character) >= 0 || isDotOfAddress(text, at)) {
                    escaped.append('\\');
                }
                escaped.append(character);
            }
            if (REFERENCES.indexOf(character) >= 0 && isReference(text, at)) {
                escaped.append(ZERO_WIDTH_SPACE);
            }
        }
        return escaped.toString();
    }

    /** A colon between digits is a time. */
    private static boolean isReference(String text, int at) {
        char next = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
        return Character.isLetter(next)
                || next == '/'
                || next == '"'
                || (Character.isDigit(next) && text.charAt(at) != ':');
    }

    private static boolean isDotOfAddress(String text, int at) {
        return text.charAt(at) == '.' && text.regionMatches(true, at - 3, "www", 0, 3);
    }
}
