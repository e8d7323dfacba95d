// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.format.syntax;

import dev.rollcall.schema.text.Words;
import java.util.Locale;

/** Text for XML 1.0, which can't represent some characters. */
public final class XmlText {

    private static final int LAST_OF_PLANE = 0xFFFE;

    private XmlText() {}

    /** The text with invisible and invalid characters written as {@code \}{@code u001b}. */
    public static String of(String text) {
        String visible = Words.visible(text);
        if (visible.codePoints().noneMatch(XmlText::isNoncharacter)) {
            return visible;
        }
        StringBuilder allowed = new StringBuilder(visible.length() + 16);
        visible.codePoints().forEach(character -> {
            if (isNoncharacter(character)) {
                allowed.append(String.format(Locale.ROOT, "\\u%04x", character));
            } else {
                allowed.appendCodePoint(character);
            }
        });
        return allowed.toString();
    }

    private static boolean isNoncharacter(int character) {
        return (character & LAST_OF_PLANE) == LAST_OF_PLANE;
    }
}
