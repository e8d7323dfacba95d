// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.finding;

import dev.rollcall.report.html.page.PageFrame;
import dev.rollcall.report.html.part.SnapshotView;
import dev.rollcall.report.model.Bounded;
import dev.rollcall.schema.domain.Finding;
import java.util.List;

/** The findings by kind. */
public record FindingsPageModel(PageFrame frame, SnapshotView snapshot, List<FindingGroup> groups) {

    /** What one kind means, what to do about it, and what it was found of. */
    public record FindingGroup(
            String anchor, String kind, String meaning, String remedy, String count, Bounded<Finding> findings) {

        /** The first few of those it was found of. */
        public List<Finding> first() {
            return findings.shown().subList(0, Math.min(3, findings.shown().size()));
        }

        public int othersThanFirst() {
            return findings.total() - first().size();
        }
    }
}
