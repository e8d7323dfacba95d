// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.trend;

import dev.rollcall.report.html.page.PageFrame;
import dev.rollcall.report.html.part.SnapshotView;
import java.util.List;

/** The page of counts over several periods. */
public record TrendPageModel(PageFrame frame, SnapshotView snapshot, List<TrendView> trends) {}
