// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory.format;

import dev.rollcall.schema.error.ErrorName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Names and versions of packages as store paths have them, and texts made of these. */
final class PackageText {

    /** The longest name that a store takes. */
    private static final int MAX_NAME_LENGTH = 211;

    private PackageText() {}

    /** A name or a version; neither has a slash or a blank. */
    static String required(@Nullable String text) throws BadLineException {
        if (text == null || !isName(text)) {
            throw new BadLineException(
                    ErrorName.LINE_INVALID_TEXT,
                    "has a package " + JsonLine.quote(String.valueOf(text))
                            + ", expected letters, digits and +-._?=, as store paths have");
        }
        return text;
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

    /** SHA-256 in hexadecimal digits. */
    static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
