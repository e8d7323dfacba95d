// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.page;

import dev.rollcall.report.html.part.SnapshotView;
import dev.rollcall.report.model.SnapshotSummary;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The nights that a page links to: the previous one, and the baseline if different. The next one did not exist when the
 * page was written; the archive resolves it.
 */
public record NightsView(
        @Nullable SnapshotView previous, @Nullable SnapshotView baseline) {

    static NightsView of(List<SnapshotSummary> oldestFirst, @Nullable SnapshotSummary baseline) {
        SnapshotSummary shown = oldestFirst.get(oldestFirst.size() - 1);
        SnapshotSummary previous = oldestFirst.size() == 1 ? null : oldestFirst.get(oldestFirst.size() - 2);
        return new NightsView(
                previous == null ? null : SnapshotView.of(previous, shown.asOf()),
                baseline == null || (previous != null && previous.id() == baseline.id())
                        ? null
                        : SnapshotView.of(baseline, shown.asOf()));
    }
}
