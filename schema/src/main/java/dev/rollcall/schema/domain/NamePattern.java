// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.domain;

/**
 * Names of systems, flakes or environments.
 *
 * @param text {@code *} stands for any characters, {@code ?} for one, everything else for itself
 */
public record NamePattern(String text) {

    /** Takes a time of at most the product of the two lengths, whatever the pattern is. */
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
                // the last star takes one more
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

    /** Whether it can stand for more than one name. */
    public boolean isWide() {
        return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
    }

    @Override
    public String toString() {
        return text;
    }
}
