// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import dev.rollcall.report.model.FleetVerdict.BandSystem;
import dev.rollcall.schema.domain.SystemRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The systems of a snapshot as a whole, read once.
 *
 * @param longestBehind the system that has been behind longest, whatever its band; null if none is
 * @param attentionChange since the baseline, null without one
 * @param mostUrgent the most urgent systems, ordered by {@link Band#mostUrgentFirst}
 */
public record Fleet(
        FleetVerdict verdict,
        @Nullable BandSystem longestBehind,
        Attention attention,
        @Nullable AttentionChange attentionChange,
        List<SystemRow> mostUrgent,
        Heard heard,
        Variety variety) {

    public Fleet {
        mostUrgent = List.copyOf(mostUrgent);
    }
}
