// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.link;

import dev.rollcall.schema.text.Sha256;
import java.util.Locale;
import java.util.regex.Pattern;

/** Turns any name into a portable file name. */
public final class Slugs {

    private static final int MAX_LENGTH = 64;
    private static final int HASH_LENGTH = 10;
    private static final Pattern OTHERS = Pattern.compile("[^a-z0-9.]+");
    private static final Pattern ENDS = Pattern.compile("^[-.]+|[-.]+$");
    private static final Pattern RESERVED = Pattern.compile("(con|prn|aux|nul|com\\d|lpt\\d)([-.].*)?");

    private Slugs() {}

    /** The name itself if it is a valid file name, otherwise its valid characters and a hash. */
    public static String of(String name) {
        String connected = OTHERS.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("-");
        String kept = ENDS.matcher(connected).replaceAll("");
        String brief = kept.length() > MAX_LENGTH ? kept.substring(0, MAX_LENGTH) : kept;
        boolean isReserved = RESERVED.matcher(brief).matches();
        if (!brief.isEmpty() && brief.equals(name) && !isReserved) {
            return name;
        }
        // Windows reserves a name up to its first dot
        return (brief.isEmpty() ? "name" : isReserved ? brief.replace('.', '-') : brief) + "--" + hash(name);
    }

    /** A short hash, long enough to be unique. */
    public static String hash(String name) {
        return Sha256.hex(name).substring(0, HASH_LENGTH);
    }
}
