// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.job;

import static dev.rollcall.schema.jooq.history.Routines.keepCommits;
import static dev.rollcall.schema.jooq.history.Tables.FLAKE_TOTALS;
import static dev.rollcall.schema.jooq.inventory.Tables.FLAKES;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.min;

import dev.rollcall.report.model.Forge;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Query;

/** Stores with a night what its report shows about commits: those that systems lack, and the links to the forge. */
record KeptCommits(DSLContext dsl) {

    /** Per flake. A page of a system lists fewer, but a pin may be this far back. */
    private static final int MAX_COMMITS = 100;

    /** In a larger fleet not every system has a page, and finding out would take long. */
    private static final int MAX_FLEET_WITH_EFFECTS = 1_000;

    /** Needs the totals of the flakes, and the facts of the night. */
    void keep(long snapshotId) {
        keepCommits(dsl.configuration(), snapshotId, MAX_COMMITS, MAX_FLEET_WITH_EFFECTS);
        List<Query> forges = new ArrayList<>();
        dsl.select(FLAKES.NAME, min(FLAKES.REPO_URL))
                .from(FLAKES)
                .groupBy(FLAKES.NAME)
                // flakes with the same name, which Crystal Forge allows, may have different URLs
                .having(count().eq(inline(1)))
                .forEach(flake -> Forge.of(flake.value2())
                        .ifPresent(forge -> forges.add(dsl.update(FLAKE_TOTALS)
                                .set(FLAKE_TOTALS.FORGE, forge.toString())
                                .where(
                                        FLAKE_TOTALS.SNAPSHOT_ID.eq(snapshotId),
                                        FLAKE_TOTALS.FLAKE.eq(flake.value1())))));
        dsl.batch(forges).execute();
    }
}
