// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.job;

import static dev.rollcall.schema.jooq.history.Routines.keepRollout;
import static dev.rollcall.schema.jooq.history.Tables.FLAKE_TOTALS;
import static dev.rollcall.schema.jooq.history.Tables.PUBLISHED_SNAPSHOTS;
import static dev.rollcall.schema.jooq.history.Tables.ROLLOUTS;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.selectOne;

import dev.rollcall.schema.domain.Matching;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jooq.DSLContext;

/** How far each commit has come, of the snapshots that an earlier version published without it. */
record KeptRollouts(DSLContext dsl) {

    /** The snapshots between two instants, both included, oldest first; where no system ever reported there is none. */
    List<Long> missing(Instant from, Instant to) {
        OffsetDateTime first = from.atOffset(ZoneOffset.UTC);
        OffsetDateTime last = to.atOffset(ZoneOffset.UTC);
        return dsl.select(PUBLISHED_SNAPSHOTS.ID)
                .from(PUBLISHED_SNAPSHOTS)
                .where(
                        PUBLISHED_SNAPSHOTS.MATCHING.eq(Matching.EVIDENCE),
                        PUBLISHED_SNAPSHOTS.AS_OF.between(first, last),
                        exists(selectOne()
                                .from(FLAKE_TOTALS)
                                .where(
                                        FLAKE_TOTALS.SNAPSHOT_ID.eq(PUBLISHED_SNAPSHOTS.ID),
                                        FLAKE_TOTALS.FLAKE.isNotNull(),
                                        FLAKE_TOTALS.SYSTEMS.gt(FLAKE_TOTALS.OFFLINE))),
                        notExists(selectOne().from(ROLLOUTS).where(ROLLOUTS.AS_OF.eq(PUBLISHED_SNAPSHOTS.AS_OF))))
                .orderBy(PUBLISHED_SNAPSHOTS.AS_OF)
                .fetch(PUBLISHED_SNAPSHOTS.ID);
    }

    void keep(long snapshotId) {
        keepRollout(dsl.configuration(), snapshotId);
    }
}
