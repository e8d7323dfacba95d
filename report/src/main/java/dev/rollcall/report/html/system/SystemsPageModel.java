// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.system;

import dev.rollcall.report.html.page.PageFrame;
import dev.rollcall.report.html.part.SnapshotView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of systems in the order of their hostnames: from the first to the last, with its neighbours.
 *
 * @param flakes those of its systems; none where they are many
 */
public record SystemsPageModel(
        PageFrame frame,
        SnapshotView snapshot,
        String heading,
        String firstHost,
        String lastHost,
        @Nullable String previousPage,
        @Nullable String nextPage,
        List<FlakeLink> flakes,
        SystemLinesView systems) {

    /** A flake with its page, which has the commits that its systems lack. */
    public record FlakeLink(String name, String link) {}
}
