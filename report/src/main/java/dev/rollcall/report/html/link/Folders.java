// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.link;

import dev.rollcall.report.model.SnapshotSummary;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Names the folders and files of the archive, from times and numbers only. */
public final class Folders {

    private static final DateTimeFormatter AS_OF =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Folders() {}

    /** The folder of a snapshot's report, such as {@code 2026-11-23T020000Z-61}. */
    public static String of(SnapshotSummary snapshot) {
        return AS_OF.format(snapshot.asOf()) + "-" + snapshot.id();
    }

    /** The permanent page of a system, relative to the archive. */
    public static String systemPage(String hostname) {
        return "systems/" + Slugs.of(hostname) + ".html";
    }

    /** A page of systems, counted from 1. */
    public static String systemsPage(int number) {
        return String.format(Locale.ROOT, "systems-%03d.html", number);
    }

    /** A file of the search index, counted from 1. */
    public static String systemIndex(int number) {
        return String.format(Locale.ROOT, "find-%03d.js", number);
    }

    /** A page of the archive's index, counted from 1. */
    public static String archivePage(int number) {
        return number == 1 ? "index.html" : String.format(Locale.ROOT, "index-%03d.html", number);
    }
}
