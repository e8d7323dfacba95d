// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.gate;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A maximum number of systems, absolute or as a percentage of those evaluated.
 *
 * @param value a count, or a percentage from 0 to 100
 */
record Threshold(BigDecimal value, boolean isShare) {

    static final String EXPECTED = "a number of systems such as 12, or a share such as 5% or 2.5%";

    private static final Pattern COUNT = Pattern.compile("\\d{1,9}");
    private static final Pattern SHARE = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,4})?)\\s?%");
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /**
     * Parses a threshold.
     *
     * @throws IllegalArgumentException with what was expected
     */
    static Threshold of(String text) {
        if (COUNT.matcher(text).matches()) {
            return new Threshold(new BigDecimal(text), false);
        }
        Matcher share = SHARE.matcher(text);
        if (!share.matches()) {
            throw new IllegalArgumentException(EXPECTED);
        }
        BigDecimal percent = new BigDecimal(share.group(1));
        if (percent.compareTo(HUNDRED) > 0) {
            throw new IllegalArgumentException("a share of at most 100%");
        }
        return new Threshold(percent, true);
    }

    /** Whether so many of all are at least this share. */
    boolean isReached(int count, int total) {
        return BigDecimal.valueOf(count).multiply(HUNDRED).compareTo(value.multiply(BigDecimal.valueOf(total))) >= 0;
    }

    /** A percentage, rounded down, so that what is below a threshold never looks equal to it. */
    static String shareDown(int count, int total) {
        return share(count, total, RoundingMode.FLOOR);
    }

    /** The number itself, such as {@code 95%}. */
    String figure() {
        return plain(value) + (isShare ? "%" : "");
    }

    boolean allows(int count, int total) {
        return isShare
                ? BigDecimal.valueOf(count).multiply(HUNDRED).compareTo(value.multiply(BigDecimal.valueOf(total))) <= 0
                : BigDecimal.valueOf(count).compareTo(value) <= 0;
    }

    /** A percentage, rounded up, so that a value over the threshold never looks equal to it. */
    static String share(int count, int total) {
        return share(count, total, RoundingMode.CEILING);
    }

    private static String share(int count, int total, RoundingMode rounding) {
        return total == 0
                ? "0%"
                : plain(BigDecimal.valueOf(count).multiply(HUNDRED).divide(BigDecimal.valueOf(total), 2, rounding))
                        + "%";
    }

    @Override
    public String toString() {
        return "at most " + plain(value) + (isShare ? "%" : "");
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
