// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.text;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Formats values for people: short commits, ages, times in UTC, and text without invisible characters. */
public final class Words {

    private static final int SHORT_COMMIT = 12;
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Words() {}

    /** {@link #visible} for a text that may be null. */
    public static @Nullable String visibleOrNull(@Nullable String text) {
        return text == null ? null : visible(text);
    }

    /**
     * The text with every invisible character (control, bidi and other format characters, line and paragraph
     * separators, unpaired surrogates) written as {@code \}{@code u001b}, so it can't move the cursor, reorder a line
     * or hide.
     */
    public static String visible(String text) {
        return visible(text, Words::isInvisible);
    }

    /**
     * {@link #visible} for sentences rather than names: keeps the joiners of emoji and of scripts such as Persian, which
     * neither reorder a line nor move the cursor.
     */
    public static @Nullable String readableOrNull(@Nullable String text) {
        return text == null ? null : visible(text, character -> isInvisible(character) && !isJoiner(character));
    }

    private static String visible(String text, IntPredicate isInvisible) {
        if (isPlain(text) || text.codePoints().noneMatch(isInvisible)) {
            return text;
        }
        StringBuilder visible = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(codePoint -> {
            if (isInvisible.test(codePoint)) {
                for (char unit : Character.toChars(codePoint)) {
                    visible.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
                }
            } else {
                visible.appendCodePoint(codePoint);
            }
        });
        return visible.toString();
    }

    /** The text, or its first characters and an ellipsis; never half a surrogate pair. */
    public static String cut(String text, int length, String ellipsis) {
        return text.length() <= length || text.codePointCount(0, text.length()) <= length
                ? text
                : text.substring(0, text.offsetByCodePoints(0, length)) + ellipsis;
    }

    /** The text cut to a number of columns, with an ellipsis. */
    public static String shortened(String text, int columns) {
        if (text.length() <= columns || text.codePointCount(0, text.length()) <= columns) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, columns - 1)) + "…";
    }

    /** The first characters of a commit's hash, all of them visible. */
    public static String shortCommit(String commit) {
        return visible(commit.length() <= SHORT_COMMIT ? commit : commit.substring(0, SHORT_COMMIT));
    }

    /** A time in UTC to the minute, without a zone. */
    public static String minute(Instant time) {
        return MINUTE.format(time);
    }

    /** The time between two instants in its largest fitting unit, such as {@code 3 d}; never negative. */
    public static String age(Instant from, Instant to) {
        return age(Duration.between(from, to));
    }

    /** A length of time in its largest fitting unit, rounded down; never negative. */
    public static String age(Duration age) {
        if (age.toDays() >= 2) {
            return age.toDays() + " d";
        }
        if (age.toHours() >= 1) {
            return age.toHours() + " h";
        }
        return Math.max(0, age.toMinutes()) + " min";
    }

    /** A duration that was asked for, in the largest unit that divides it, such as {@code 90 min}; in days from two on. */
    public static String duration(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds % 60 != 0) {
            return seconds + " s";
        }
        boolean isExactAsAge = seconds % (duration.toDays() >= 2 ? 86_400 : 3600) == 0;
        return isExactAsAge ? age(duration) : seconds % 3600 == 0 ? seconds / 3600 + " h" : seconds / 60 + " min";
    }

    /** A number with thousands separators. */
    public static String count(int number) {
        // formatting is slow, and most numbers need no separator
        return number >= 0 && number < 1000 ? Integer.toString(number) : String.format(Locale.ROOT, "%,d", number);
    }

    /** A number and what it counts, such as {@code 1 commit} or {@code 2 commits}. */
    public static String count(int number, String singular, String plural) {
        return count(number) + " " + (number == 1 ? singular : plural);
    }

    /** A number of systems. */
    public static String systems(int number) {
        return count(number, "system", "systems");
    }

    /** A share as a whole percentage, the same in every output; 0 % and 100 % only for none and all. */
    public static String share(int count, int total) {
        if (total == 0) {
            return "–";
        }
        if (count > 0 && count * 100L < total) {
            return "< 1 %";
        }
        if (count < total && (total - count) * 100L < total) {
            return "> 99 %";
        }
        return Math.round(count * 100.0 / total) + " %";
    }

    /** A fast path: most texts are printable ASCII. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    private static boolean isJoiner(int codePoint) {
        return codePoint == '\u200c' || codePoint == '\u200d';
    }

    private static boolean isInvisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }
}
