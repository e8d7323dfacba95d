// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory.format;

import java.util.regex.Pattern;

/** The error text of a failed evaluation, which may be pages long. */
final class EvaluationError {

    static final int MAX_LENGTH = 8_000;

    private static final int MAX_BEGINNING_LENGTH = 2_000;
    private static final String LEFT_OUT = "\n[...]\n";

    /** What follows an escape: a control sequence, a terminal command up to its end, or a single letter. */
    private static final Pattern COLOURS = Pattern.compile(
            "\u001b(\\[[0-?]*[ -/]*[@-~]|\\][^\u0007\u001b]*(\u0007|\u001b\\\\)|[@-Z\\\\^_])|\u009b[0-?]*[ -/]*[@-~]");

    private EvaluationError() {}

    /**
     * The text to store. If it is too long, its middle is cut, because Nix prints the place first and the cause last.
     */
    static String kept(String error) {
        String text = COLOURS.matcher(error).replaceAll("").strip();
        // an error must not look like a recipe, because both share the unique index of a commit and name
        text = text.startsWith("/") ? "error: " + text : text;
        if (text.length() <= MAX_LENGTH) {
            return text;
        }
        int ending = MAX_LENGTH - MAX_BEGINNING_LENGTH - LEFT_OUT.length();
        return whole(text.substring(0, MAX_BEGINNING_LENGTH))
                + LEFT_OUT
                + whole(text.substring(text.length() - ending));
    }

    /** Without unpaired surrogates at its ends. */
    private static String whole(String part) {
        int from = Character.isLowSurrogate(part.charAt(0)) ? 1 : 0;
        int to = part.length() - (Character.isHighSurrogate(part.charAt(part.length() - 1)) ? 1 : 0);
        return part.substring(from, to);
    }
}
