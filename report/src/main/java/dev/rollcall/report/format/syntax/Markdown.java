// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.format.syntax;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Text in Markdown that stays text: a hostile name makes no link, no mention and no further column.
 *
 * <p>GitHub and GitLab look for mentions, references and addresses after they rendered the text, so neither a backslash nor
 * an entity stops them. A character without width behind the sign does. What looks like the hash of a commit or the key of
 * an issue becomes code, which they leave alone and a person can copy.
 */
public final class Markdown {

    private static final String SPECIAL = "\\`*_{}[]<>()#+!|~&$:";

    /** What these stand before: a name, an issue, a merge request, a label, an epic, a snippet, a milestone. */
    private static final String REFERENCES = "@#!~&$%^:";

    /** The hash of a commit, GitHub's old form of #12, and the keys of trackers that a repository may link: OPS-7. */
    private static final Pattern CODE =
            Pattern.compile("(?<![A-Za-z0-9])" + "([0-9A-Fa-f]{7,40}|((?i:gh)|[A-Z][A-Z0-9_]+)-\\d+)(?![A-Za-z0-9])");

    private static final String ZERO_WIDTH_SPACE = "&#8203;";

    private Markdown() {}

    public static String row(String... cells) {
        return Stream.of(cells).map(Markdown::text).collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    public static String text(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        Matcher code = CODE.matcher(text);
        int end = 0;
        while (code.find()) {
            escaped.append(escaped(text.substring(end, code.start())))
                    .append('`')
                    .append(code.group())
                    .append('`');
            end = code.end();
        }
        return escaped.append(escaped(text.substring(end))).toString();
    }

    private static String escaped(String text) {
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
        return (text.charAt(at) == '@' && !Character.isWhitespace(next))
                || Character.isLetter(next)
                || next == '/'
                || next == '"'
                || (Character.isDigit(next) && text.charAt(at) != ':');
    }

    private static boolean isDotOfAddress(String text, int at) {
        return text.charAt(at) == '.' && text.regionMatches(true, at - 3, "www", 0, 3);
    }
}
