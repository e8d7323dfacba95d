// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.system;

import dev.rollcall.report.html.page.PageFrame;
import dev.rollcall.report.html.part.SnapshotView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of systems in order of hostname, with links to its neighbours.
 *
 * @param flakes the flakes of its systems; empty if there are many
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

    /** A flake and its page, which lists the commits that its systems lack. */
    public record FlakeLink(String name, String link) {}
}
