// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.job;

import static dev.rollcall.schema.jooq.history.Tables.NIGHT_COMMITS;
import static dev.rollcall.schema.jooq.history.Tables.NIGHT_HOSTS;
import static dev.rollcall.schema.jooq.history.Tables.NIGHT_NAMES;
import static dev.rollcall.schema.jooq.history.Tables.NIGHT_SYSTEMS;
import static dev.rollcall.schema.jooq.inventory.Tables.HOST_FACTS;
import static dev.rollcall.schema.jooq.inventory.Tables.KNOWN_COMMITS;
import static dev.rollcall.schema.jooq.inventory.Tables.NAME_FACTS;
import static dev.rollcall.schema.jooq.inventory.Tables.REGISTERED_SYSTEMS;
import static dev.rollcall.schema.jooq.inventory.Tables.SYSTEMS;
import static org.jooq.impl.DSL.asterisk;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;

import dev.rollcall.schema.domain.Matching;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * Gathers the facts of the night for both verdicts and findings: reads each large table of the inventory once.
 *
 * <p>The transaction is a repeatable read, so that all facts come from the same inventory, even if two sessions gather
 * them.
 */
final class GatherFactsTasklet implements Tasklet {

    private final DSLContext dsl;
    private final OpenSnapshots snapshots;

    GatherFactsTasklet(DSLContext dsl, OpenSnapshots snapshots) {
        this.dsl = dsl;
        this.snapshots = snapshots;
    }

    @Override
    public @Nullable RepeatStatus execute(StepContribution contribution, ChunkContext chunk) {
        JobProgress progress = JobProgress.of(chunk);
        RunRequest request = progress.request();
        OffsetDateTime asOf = request.asOf().atOffset(ZoneOffset.UTC);
        Matching matching = request.matching();
        long snapshotId = progress.snapshotId();
        if (snapshots.isPublished(snapshotId)) {
            // the resumed run needs no facts any more
            return RepeatStatus.FINISHED;
        }
        snapshots.requireOpen(snapshotId);
        Sessions sessions = Sessions.of(progress);
        String split = sessions.isParallel() ? split() : null;
        String sight = sessions.isParallel()
                ? dsl.fetchSingle("select pg_export_snapshot()").into(String.class)
                : null;
        contribution.incrementWriteCount(sessions.both(
                dsl,
                session -> {
                    sessions.prepare(session);
                    return gather(session, NIGHT_COMMITS, snapshotId, KNOWN_COMMITS.call(asOf, matching, null))
                            + gather(session, NIGHT_SYSTEMS, snapshotId, REGISTERED_SYSTEMS.call(matching, null, null))
                            + gather(
                                    session,
                                    NIGHT_NAMES,
                                    snapshotId,
                                    NAME_FACTS.call(asOf, matching, null, null, snapshotId))
                            + (split == null
                                    ? 0
                                    : add(session, NIGHT_HOSTS, snapshotId, HOST_FACTS.call(asOf, split, null)));
                },
                session -> {
                    if (sight != null) {
                        session.execute("set transaction isolation level repeatable read");
                        session.execute("set transaction snapshot '" + sight + "'");
                    }
                    sessions.prepare(session);
                    return gather(session, NIGHT_HOSTS, snapshotId, HOST_FACTS.call(asOf, null, split));
                }));
        return RepeatStatus.FINISHED;
    }

    /** Commits and names take as long as two thirds of the hosts, so the session that gathers them adds the last hosts. */
    private @Nullable String split() {
        return dsl.fetchValue(select(SYSTEMS.HOSTNAME)
                .from(SYSTEMS)
                .orderBy(SYSTEMS.HOSTNAME.collate("C"))
                .offset(dsl.fetchCount(SYSTEMS) * 4 / 5)
                .limit(1));
    }

    /** Deletes the gathered facts, which are not needed after publication; only one run is active. */
    static void delete(DSLContext dsl) {
        dsl.deleteFrom(NIGHT_COMMITS).execute();
        dsl.deleteFrom(NIGHT_HOSTS).execute();
        dsl.deleteFrom(NIGHT_NAMES).execute();
        dsl.deleteFrom(NIGHT_SYSTEMS).execute();
    }

    /** Replaces the facts of a killed run. */
    private static int gather(
            DSLContext session, Table<? extends Record> table, long snapshotId, Table<? extends Record> facts) {
        session.deleteFrom(table).execute();
        return add(session, table, snapshotId, facts);
    }

    /** The table has the columns of the function after the snapshot's. */
    private static int add(
            DSLContext session, Table<? extends Record> table, long snapshotId, Table<? extends Record> facts) {
        return session.insertInto(table)
                .select(select(val(snapshotId), asterisk()).from(facts))
                .execute();
    }
}
