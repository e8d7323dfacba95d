// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.format.syntax;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Escapes text for Markdown: an untrusted name makes no link, mention or extra column.
 *
 * <p>GitHub and GitLab look for mentions, references and URLs after rendering, so neither backslashes nor entities
 * prevent them. A zero-width character after the sign does. Anything like a commit hash or an issue key becomes code,
 * which they leave alone.
 */
public final class Markdown {

    private static final String SPECIAL = "\\`*_{}[]<>()#+!|~&$:";

    /** Signs that start a reference: to a person, issue, merge request, label, epic, snippet or milestone. */
    private static final String REFERENCES = "@#!~&$%^:";

    /**
     * Commit hashes, GitHub's old form of #12, and issue keys of trackers that a repository may link, such as OPS-7.
     * CVE-2024-5535 looks like one.
     */
    private static final Pattern CODE =
            Pattern.compile("(?<![A-Za-z0-9])([0-9A-Fa-f]{7,40}|((?i:gh)|[A-Z][A-Z0-9_]+)(-\\d+)+)(?![A-Za-z0-9])");

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

    /** A colon between digits is part of a time. */
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
