// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.format;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Text in Markdown that stays text: a hostile name makes no link, no mention and no further column. */
final class Markdown {

    private static final String SPECIAL = "\\`*_{}[]<>()#+!|~&@:";

    private Markdown() {}

    static String row(String... cells) {
        return Stream.of(cells).map(Markdown::text).collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    static String text(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        text.codePoints().forEach(character -> {
            if (character == '@') {
                // a backslash does not stop a mention
                escaped.append("&#64;");
            } else {
                if (SPECIAL.indexOf(character) >= 0) {
                    escaped.append('\\');
                }
                escaped.appendCodePoint(character);
            }
        });
        return escaped.toString();
    }
}
