// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.query;

import dev.rollcall.report.model.Band;
import dev.rollcall.report.model.Heard;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Counts systems by how long ago they were heard from. */
final class HeardCollector {

    private final Instant dayAgo;
    private final Instant weekAgo;
    private int withinDay;
    private int withinWeek;
    private int longAgo;
    private int never;

    HeardCollector(Instant asOf) {
        this.dayAgo = asOf.minus(Band.SHORT);
        this.weekAgo = asOf.minus(Band.LONG);
    }

    void add(@Nullable Instant lastSeenAt) {
        if (lastSeenAt == null) {
            never++;
        } else if (!lastSeenAt.isBefore(dayAgo)) {
            withinDay++;
        } else if (!lastSeenAt.isBefore(weekAgo)) {
            withinWeek++;
        } else {
            longAgo++;
        }
    }

    Heard get() {
        return new Heard(withinDay, withinWeek, longAgo, never);
    }
}
