// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.part;

import dev.rollcall.report.html.link.Links;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.schema.domain.Matching;
import dev.rollcall.schema.domain.Trigger;
import dev.rollcall.schema.text.Words;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the header and footer of a page show about a snapshot; ages are relative to the shown snapshot. */
public record SnapshotView(
        long id,
        TimeView asOf,
        String systems,
        @Nullable String label,
        Trigger trigger,
        Matching matching,
        String silentAfter,
        List<FeedView> feeds) {

    public String anchor() {
        return Links.anchorOfNight(id);
    }

    public static SnapshotView of(SnapshotSummary snapshot, Instant asOf) {
        return new SnapshotView(
                snapshot.id(),
                TimeView.of(snapshot.asOf(), asOf),
                Words.systems(snapshot.counts().systems()),
                Words.visibleOrNull(snapshot.label()),
                snapshot.trigger(),
                snapshot.matching(),
                Words.duration(snapshot.silentAfter()),
                snapshot.feeds().stream()
                        .map(feed -> FeedView.of(feed, snapshot.asOf()))
                        .toList());
    }

    public static SnapshotView of(SnapshotSummary snapshot) {
        return of(snapshot, snapshot.asOf());
    }
}
