// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.domain;

import java.util.Comparator;

/**
 * The order of versions that Nix has ({@code builtins.compareVersions}): parts of digits are compared as numbers, and are newer
 * than letters, which are newer than nothing, which is newer than {@code pre}.
 */
public final class VersionOrder implements Comparator<String> {

    public static final VersionOrder OLDEST_FIRST = new VersionOrder();

    private static final int MAX_DIGITS = 10;

    private VersionOrder() {}

    @Override
    public int compare(String one, String other) {
        Parts left = new Parts(one);
        Parts right = new Parts(other);
        while (left.isMore() || right.isMore()) {
            int order = compareParts(left.next(), right.next());
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static int compareParts(String one, String other) {
        if (isOlder(one, other)) {
            return -1;
        }
        return isOlder(other, one) ? 1 : 0;
    }

    private static boolean isOlder(String one, String other) {
        boolean isNumber = isNumber(one);
        boolean isOtherNumber = isNumber(other);
        if (isNumber && isOtherNumber) {
            return Long.parseLong(one) < Long.parseLong(other);
        }
        if (one.isEmpty() && isOtherNumber) {
            return true;
        }
        if (one.equals("pre") || other.equals("pre")) {
            return one.equals("pre") && !other.equals("pre");
        }
        if (isNumber || isOtherNumber) {
            return isOtherNumber;
        }
        return one.compareTo(other) < 0;
    }

    /** Nix reads a part as an int; one that is too large for it is a word. */
    private static boolean isNumber(String part) {
        int zeros = 0;
        while (zeros < part.length() && part.charAt(zeros) == '0') {
            zeros++;
        }
        return !part.isEmpty()
                && isDigit(part.charAt(0))
                && part.length() - zeros <= MAX_DIGITS
                && Long.parseLong(part) <= Integer.MAX_VALUE;
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    /** The parts of a version, one after the other, and empty ones after the last. */
    private static final class Parts {

        private final String version;
        private int position;

        Parts(String version) {
            this.version = version;
        }

        boolean isMore() {
            return position < version.length();
        }

        String next() {
            while (isMore() && isSeparator(version.charAt(position))) {
                position++;
            }
            int start = position;
            boolean isNumber = isMore() && isDigit(version.charAt(position));
            while (isMore() && isPartOf(isNumber, version.charAt(position))) {
                position++;
            }
            return version.substring(start, position);
        }

        private static boolean isSeparator(char character) {
            return character == '.' || character == '-';
        }

        private static boolean isPartOf(boolean isNumber, char character) {
            return isNumber ? isDigit(character) : !isDigit(character) && !isSeparator(character);
        }
    }
}
