// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import dev.rollcall.schema.domain.Counts;
import dev.rollcall.schema.domain.Matching;
import dev.rollcall.schema.domain.Outcome;
import dev.rollcall.schema.domain.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A published snapshot without its systems, with the version of Rollcall that made it.
 *
 * @param rulesVersion the version of the status rules
 * @param feeds how fresh each kind of fact is
 * @param gate the gate's outcome; null without a gate
 */
public record SnapshotSummary(
        long id,
        Instant asOf,
        Instant publishedAt,
        Matching matching,
        @Nullable String label,
        Trigger trigger,
        Duration silentAfter,
        Duration staleAfter,
        String assessedBy,
        int rulesVersion,
        Counts counts,
        List<Feed> feeds,
        @Nullable Outcome gate) {

    public SnapshotSummary {
        feeds = List.copyOf(feeds);
    }

    /** The time of the newest fact of any kind. */
    public Optional<Instant> newestFact() {
        return feeds.stream().map(Feed::newestAt).filter(Objects::nonNull).max(Comparator.naturalOrder());
    }

    /** Whether it used evidence, the default matching. */
    public boolean isByEvidence() {
        return matching == Matching.EVIDENCE;
    }

    /** Whether it was computed after its night, from what the inventory knew by then. */
    public boolean isReconstructed() {
        return trigger.isReconstruction();
    }

    /** The same snapshot with partial counts. */
    public SnapshotSummary with(Counts partial) {
        return new SnapshotSummary(
                id,
                asOf,
                publishedAt,
                matching,
                label,
                trigger,
                silentAfter,
                staleAfter,
                assessedBy,
                rulesVersion,
                partial,
                feeds,
                gate);
    }
}
