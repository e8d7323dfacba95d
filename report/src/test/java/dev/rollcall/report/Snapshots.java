// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report;

import dev.rollcall.report.model.Feed;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.schema.domain.Counts;
import dev.rollcall.schema.domain.FactKind;
import dev.rollcall.schema.domain.Matching;
import dev.rollcall.schema.domain.Outcome;
import dev.rollcall.schema.domain.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Published snapshots for tests. */
public final class Snapshots {

    public static final Counts NO_SYSTEMS = counts(0, 0, 0, 0);

    private Snapshots() {}

    public static SnapshotSummary of(long id, String asOf, Counts counts) {
        return of(id, asOf, counts, Trigger.RUN, null);
    }

    public static SnapshotSummary of(long id, String asOf, Counts counts, Trigger trigger, @Nullable String label) {
        return of(id, asOf, counts, trigger, label, null);
    }

    public static SnapshotSummary of(
            long id, String asOf, Counts counts, Trigger trigger, @Nullable String label, @Nullable Outcome gate) {
        return new SnapshotSummary(
                id,
                Instant.parse(asOf),
                Instant.parse(asOf).plusSeconds(60),
                Matching.EVIDENCE,
                label,
                trigger,
                Duration.ofHours(4),
                Duration.ofDays(1),
                "test",
                2,
                counts,
                List.of(
                        new Feed(FactKind.STATE, Instant.parse(asOf).minusSeconds(4 * 3600)),
                        new Feed(FactKind.HEARTBEAT, null)),
                gate);
    }

    /** Counts of the four statuses in their order. */
    public static Counts counts(int upToDate, int outdated, int unknownState, int offline) {
        return new Counts(
                upToDate + outdated + unknownState + offline, upToDate, outdated, unknownState, offline, 0, 0, 0, 0);
    }
}
