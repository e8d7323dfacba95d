// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.finding;

import dev.rollcall.report.html.page.PageFrame;
import dev.rollcall.report.html.part.SnapshotView;
import dev.rollcall.report.html.trend.FeedTrend;
import dev.rollcall.report.model.Bounded;
import dev.rollcall.schema.domain.Finding;
import java.util.List;

/** The findings by kind, and how much came of each kind of fact. */
public record FindingsPageModel(
        PageFrame frame, SnapshotView snapshot, List<FindingGroup> groups, List<FeedTrend> feeds) {

    /** A kind's meaning, what to do, and the affected subjects. */
    public record FindingGroup(
            String anchor, String kind, String meaning, String remedy, String count, Bounded<Finding> findings) {

        /** The first few affected subjects. */
        public List<Finding> first() {
            return findings.shown().subList(0, Math.min(3, findings.shown().size()));
        }

        public int othersThanFirst() {
            return findings.total() - first().size();
        }
    }
}
