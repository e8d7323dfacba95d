// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory.format;

import dev.rollcall.schema.error.ErrorName;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Distinguishes a path in a store from a link to one, which is the same on every machine. */
final class StorePath {

    /**
     * A child of /nix/store, or in another store a child with a hash before its name, followed by a path inside it. A
     * trailing slash is not included. Scripts print null and * for a missing value and a missing file.
     */
    private static final Pattern STORE_PATH = Pattern.compile(
            "(?<path>/nix/store/(?!null/*$|[.*])[^/]+|(?:/[^/]+)*/[0-9a-z]{32}-[^/]+)(?<inside>/.*[^/])?/*");

    private static final Pattern LINK_IN_STORE = Pattern.compile(".*/\\.\\.?(/.*)?");

    private StorePath() {}

    /** The store path in the value of a key. */
    static String of(String key, String value) throws BadLineException {
        Matcher matcher = STORE_PATH.matcher(value);
        if (!matcher.matches() || LINK_IN_STORE.matcher(value).matches()) {
            throw new BadLineException(
                    ErrorName.LINE_INVALID_STORE_PATH,
                    "has '" + key + "' " + JsonLine.quote(value)
                            + ", expected a store path such as /nix/store/...; for a link,"
                            + " use the output of 'readlink -f'");
        }
        if (matcher.group("inside") != null) {
            throw new BadLineException(
                    ErrorName.LINE_INVALID_STORE_PATH,
                    "has '" + key + "' " + JsonLine.quote(value)
                            + ", which is inside a store path; expected it without "
                            + JsonLine.quote(matcher.group("inside")));
        }
        return matcher.group("path");
    }
}
