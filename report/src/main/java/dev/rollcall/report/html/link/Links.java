// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.link;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Links from a page to others; null if the target does not exist. A single page links to its own sections. */
public final class Links {

    /** From a page of the archive itself. */
    public static final Links ARCHIVE = new Links("", "", null, Set.of());

    /** From a page in a snapshot's folder. */
    public static final Links SNAPSHOT = new Links("", "../", null, Set.of());

    /** From a page in a subfolder of a snapshot's. */
    public static final Links BELOW_SNAPSHOT = new Links("../", "../../", null, Set.of());

    /** From a page in a folder of the archive that belongs to no snapshot, with the snapshot it refers to. */
    public static Links beside(String snapshotFolder) {
        return new Links("../" + snapshotFolder + "/", "../", null, Set.of());
    }

    private final String home;
    private final String root;
    private final @Nullable Set<String> sections;
    private final Set<String> optional;

    private Links(String home, String root, @Nullable Set<String> sections, Set<String> optional) {
        this.home = home;
        this.root = root;
        this.sections = sections;
        this.optional = optional;
    }

    /** The same links, and some to pages that not every snapshot has. */
    public Links with(Set<String> pages) {
        return new Links(home, root, sections, Set.copyOf(pages));
    }

    /** A page that not every snapshot has. */
    public @Nullable String toOptional(String page) {
        return optional.contains(page) ? to(page) : null;
    }

    /** Inside a page that contains these pages as sections. */
    public static Links inside(Set<String> sections) {
        return new Links("", "", Set.copyOf(sections), Set.of());
    }

    /** The entry of a night in the archive's index. */
    public static String anchorOfNight(long snapshotId) {
        return "night-" + snapshotId;
    }

    /** The relative path of the archive. */
    public String root() {
        return root;
    }

    /** A page of the snapshot, by its name without extension. */
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

    /** A file of the snapshot other than a page. */
    public @Nullable String file(String name) {
        return sections == null ? home + name : null;
    }

    /** The entry of a night in the archive's index. */
    public @Nullable String night(long snapshotId) {
        return sections == null ? root + "index.html#" + anchorOfNight(snapshotId) : null;
    }

    /** The same entry, from which the archive's script forwards to that night's report, if it exists. */
    public @Nullable String report(long snapshotId) {
        return sections == null ? root + "index.html#report-" + snapshotId : null;
    }

    /** The same entry, from which the archive's script forwards to the next night's report. */
    public @Nullable String after(long snapshotId) {
        return sections == null ? root + "index.html#after-" + snapshotId : null;
    }

    public @Nullable String archive() {
        return sections == null ? root + "index.html" : null;
    }
}
