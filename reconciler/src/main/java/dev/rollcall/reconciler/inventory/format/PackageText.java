// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory.format;

import dev.rollcall.schema.error.ErrorName;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Names and versions of packages as store paths or scanners have them. */
final class PackageText {

    /** The longest name that a store takes. */
    private static final int MAX_NAME_LENGTH = 211;

    private static final int MAX_SCANNER_LENGTH = 200;

    private PackageText() {}

    /** A name or a version as store paths have it; neither has a slash or a blank. */
    static String required(@Nullable String text) throws BadLineException {
        if (text == null || !isName(text)) {
            throw new BadLineException(
                    ErrorName.LINE_INVALID_TEXT,
                    "has a package " + JsonLine.quote(String.valueOf(text))
                            + ", expected letters, digits and +-._?=, as store paths have");
        }
        return text;
    }

    /** A name or a version in the words of a scanner, such as {@code @babel/core} or {@code 1:2.3~rc1}. */
    static String ofScanner(String key, @Nullable JsonNode value) throws BadLineException {
        String text = JsonLine.text(key, value);
        if (text == null
                || text.isBlank()
                || text.length() > MAX_SCANNER_LENGTH
                || !text.codePoints().allMatch(PackageText::isPrintable)) {
            throw new BadLineException(
                    ErrorName.LINE_INVALID_TEXT,
                    "has '" + key + "' " + JsonLine.quote(String.valueOf(text))
                            + ", expected 1 to 200 characters without control characters");
        }
        return text;
    }

    private static boolean isPrintable(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    /** Not a regex: a file has millions of paths. */
    private static boolean isName(String text) {
        boolean isName = !text.isEmpty() && text.length() <= MAX_NAME_LENGTH;
        for (int i = 0; isName && i < text.length(); i++) {
            char c = text.charAt(i);
            isName = (c >= '0' && c <= '9')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= 'a' && c <= 'z')
                    || "+-._?=".indexOf(c) >= 0;
        }
        return isName;
    }
}
