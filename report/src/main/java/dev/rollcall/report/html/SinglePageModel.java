// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html;

import dev.rollcall.report.html.Templates.EmbeddedAssets;
import org.jspecify.annotations.Nullable;

/** A report that is one page; the systems are null where the overview has them all or they are too many. */
public record SinglePageModel(
        PageFrame frame,
        SnapshotView snapshot,
        EmbeddedAssets assets,
        OverviewPageModel overview,
        ChangesPageModel changes,
        AttentionPageModel attention,
        @Nullable SystemLinesView systems,
        boolean isComplete) {}
