// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.link;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The ways from a page to others. What is not there has none: a page that stands alone leads to its own sections. */
public final class Links {

    /** From a page of the archive itself. */
    public static final Links ARCHIVE = new Links("", "", null);

    /** From a page in the folder of a snapshot. */
    public static final Links SNAPSHOT = new Links("", "../", null);

    /** From a page in a folder below that of a snapshot. */
    public static final Links BELOW_SNAPSHOT = new Links("../", "../../", null);

    /** From a page in a folder of the archive that belongs to no snapshot, with the folder of the one it speaks of. */
    public static Links beside(String snapshotFolder) {
        return new Links("../" + snapshotFolder + "/", "../", null);
    }

    private final String home;
    private final String root;
    private final @Nullable Set<String> sections;

    private Links(String home, String root, @Nullable Set<String> sections) {
        this.home = home;
        this.root = root;
        this.sections = sections;
    }

    /** Inside a page that holds the content of these pages as sections. */
    public static Links inside(Set<String> sections) {
        return new Links("", "", Set.copyOf(sections));
    }

    /** The place of a night in the index of the archive. */
    public static String anchorOfNight(long snapshotId) {
        return "night-" + snapshotId;
    }

    /** The way up to the archive's folder. */
    public String root() {
        return root;
    }

    /** A page of the snapshot by its name without extension. */
    public @Nullable String to(String page) {
        if (sections == null) {
            return home + page + ".html";
        }
        return sections.contains(page) ? "#" + page : null;
    }

    /** A place on a page of the snapshot. */
    public @Nullable String to(String page, String anchor) {
        if (sections == null) {
            return home + page + ".html#" + anchor;
        }
        return sections.contains(page) ? "#" + anchor : null;
    }

    /** A file of the snapshot that is no page. */
    public @Nullable String file(String name) {
        return sections == null ? home + name : null;
    }

    /** The place of a night in the index of the archive, beside those before and after it. */
    public @Nullable String night(long snapshotId) {
        return sections == null ? root + "index.html#" + anchorOfNight(snapshotId) : null;
    }

    /** The same place, from which the script of the archive goes on to the report of that night, if there is one. */
    public @Nullable String report(long snapshotId) {
        return sections == null ? root + "index.html#report-" + snapshotId : null;
    }

    /** The same place, from which the script of the archive goes on to the report of the night after that one. */
    public @Nullable String after(long snapshotId) {
        return sections == null ? root + "index.html#after-" + snapshotId : null;
    }

    /** The index of the archive. */
    public @Nullable String archive() {
        return sections == null ? root + "index.html" : null;
    }
}
