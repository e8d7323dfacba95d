// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.closure;

import dev.rollcall.report.html.page.PageFrame;
import dev.rollcall.report.html.part.HostView;
import dev.rollcall.report.html.part.SnapshotView;
import dev.rollcall.report.model.Bounded;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The packages that systems run, those first that most systems have only in an older version than others.
 *
 * @param headline how many there are in several versions
 * @param collected how many systems it is of, in words
 * @param notCollected how many it is not of, in words; null if none
 * @param leftOut how many packages are not listed, in words; null if none
 */
public record PackagesPageModel(
        PageFrame frame,
        SnapshotView snapshot,
        String headline,
        String collected,
        @Nullable String notCollected,
        List<Row> packages,
        @Nullable String leftOut) {

    /**
     * A package.
     *
     * @param behind how many systems run none but older versions, in words; null if none do
     * @param moreOlder how many older versions are not listed, in words; null if none
     */
    public record Row(
            String name,
            VersionView newest,
            @Nullable String behind,
            List<VersionView> older,
            @Nullable String moreOlder) {}

    /** A version and who runs it; of the newest nobody is named. */
    public record VersionView(
            String version, String count, @Nullable Bounded<HostView> systems) {}
}
