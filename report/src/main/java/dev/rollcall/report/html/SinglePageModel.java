// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html;

import dev.rollcall.report.html.attention.AttentionPageModel;
import dev.rollcall.report.html.change.ChangesPageModel;
import dev.rollcall.report.html.overview.OverviewPageModel;
import dev.rollcall.report.html.page.PageFrame;
import dev.rollcall.report.html.page.Templates.EmbeddedAssets;
import dev.rollcall.report.html.part.SnapshotView;
import dev.rollcall.report.html.system.SystemLinesView;
import org.jspecify.annotations.Nullable;

/** A report in one page; systems is null if the overview has all of them or there are too many. */
public record SinglePageModel(
        PageFrame frame,
        SnapshotView snapshot,
        EmbeddedAssets assets,
        OverviewPageModel overview,
        ChangesPageModel changes,
        AttentionPageModel attention,
        @Nullable SystemLinesView systems,
        boolean isComplete) {}
