// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.domain;

/**
 * A pattern for names of systems, flakes, environments or owners.
 *
 * @param text {@code *} matches any characters, {@code ?} one character
 */
public record NamePattern(String text) {

    /** Takes time proportional to at most the product of the two lengths, for any pattern. */
    public boolean matches(String name) {
        int at = 0;
        int place = 0;
        int star = -1;
        int retry = 0;
        while (place < name.length()) {
            if (at < text.length() && text.charAt(at) == '*') {
                star = at++;
                retry = place;
            } else if (at < text.length() && (text.charAt(at) == '?' || text.charAt(at) == name.charAt(place))) {
                at++;
                place++;
            } else if (star >= 0) {
                // let the last star match one more character
                at = star + 1;
                place = ++retry;
            } else {
                return false;
            }
        }
        while (at < text.length() && text.charAt(at) == '*') {
            at++;
        }
        return at == text.length();
    }

    /** Whether it contains a wildcard. */
    public boolean isWide() {
        return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
    }

    @Override
    public String toString() {
        return text;
    }
}
