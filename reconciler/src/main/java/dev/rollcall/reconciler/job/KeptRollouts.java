// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.job;

import static dev.rollcall.schema.jooq.history.Routines.keepRollout;
import static dev.rollcall.schema.jooq.history.Tables.PUBLISHED_SNAPSHOTS;

import java.time.Instant;
import java.time.ZoneOffset;
import org.jooq.DSLContext;

/** Stores with a night how far each commit has come, and what arrived since the night before. */
record KeptRollouts(DSLContext dsl) {

    /** Of a published snapshot, and of the one after it, which has another before it now if this is a night of the past. */
    void keep(long snapshotId) {
        dsl.select(PUBLISHED_SNAPSHOTS.ID)
                .from(PUBLISHED_SNAPSHOTS)
                .where(PUBLISHED_SNAPSHOTS.ID.eq(snapshotId).or(PUBLISHED_SNAPSHOTS.PREVIOUS_ID.eq(snapshotId)))
                .fetch(PUBLISHED_SNAPSHOTS.ID)
                .forEach(id -> keepRollout(dsl.configuration(), id));
    }

    /** Of the snapshots between two instants, both included, that an older version published without. */
    void keepMissing(Instant from, Instant to) {
        dsl.execute("""
                        select history.keep_rollout(p.id)
                          from history.published_snapshots as p
                         where p.matching = 'evidence'
                           and p.as_of between cast(? as timestamptz) and cast(? as timestamptz)
                           and exists (select from history.flake_totals as t where t.snapshot_id = p.id and t.flake is not null)
                           and not exists (select from history.rollouts as r where r.as_of = p.as_of)
                         order by p.as_of
                        """, from.atOffset(ZoneOffset.UTC), to.atOffset(ZoneOffset.UTC));
    }
}
