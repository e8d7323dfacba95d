// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.text;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses durations: a number with a unit, s, m, h or d. */
public final class Durations {

    private static final Pattern FORM = Pattern.compile("(\\d{1,6})([smhd])");

    private Durations() {}

    /** The duration; empty if the text is not one. */
    public static Optional<Duration> parse(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches()
                ? Optional.of(Duration.of(
                        Long.parseLong(form.group(1)), unit(form.group(2).charAt(0))))
                : Optional.empty();
    }

    private static ChronoUnit unit(char letter) {
        return switch (letter) {
            case 's' -> ChronoUnit.SECONDS;
            case 'm' -> ChronoUnit.MINUTES;
            case 'h' -> ChronoUnit.HOURS;
            case 'd' -> ChronoUnit.DAYS;
            default -> throw new IllegalArgumentException("no unit of time: " + letter);
        };
    }
}
