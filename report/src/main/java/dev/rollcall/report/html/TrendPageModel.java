// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html;

import java.util.List;

/** The page of the counts over time, in several lengths of it. */
public record TrendPageModel(PageFrame frame, SnapshotView snapshot, List<TrendView> trends) {}
