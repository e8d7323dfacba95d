// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.query;

import static dev.rollcall.schema.jooq.history.Routines.countChangedSystems;
import static dev.rollcall.schema.jooq.history.Tables.PUBLISHED_SNAPSHOTS;
import static dev.rollcall.schema.jooq.history.Tables.SYSTEM_STATUSES;
import static dev.rollcall.schema.jooq.history.Tables.SYSTEM_STORIES;
import static dev.rollcall.schema.jooq.inventory.Tables.SYSTEMS;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.select;

import dev.rollcall.report.model.HistoryEntry;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.report.model.StatusPeriod;
import dev.rollcall.report.model.SystemStory;
import dev.rollcall.report.model.Transition;
import dev.rollcall.schema.domain.Matching;
import dev.rollcall.schema.jooq.history.tables.PublishedSnapshots;
import dev.rollcall.schema.jooq.history.tables.records.SystemStoriesRecord;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.Field;

/** Reads the history across nights: the list of snapshots, and the stories of systems. */
public final class HistoryQueries {

    private final DSLContext dsl;

    HistoryQueries(DSLContext dsl) {
        this.dsl = dsl;
    }

    /** The last snapshots of a matching, newest first. */
    public List<HistoryEntry> newestFirst(Matching matching, int limit) {
        PublishedSnapshots snapshot = PUBLISHED_SNAPSHOTS.as("snapshot");
        PublishedSnapshots before = PUBLISHED_SNAPSHOTS.as("before");
        Field<Integer> changed = coalesce(
                        snapshot.CHANGED_SYSTEMS, countChangedSystems(snapshot.PREVIOUS_ID, snapshot.ID))
                .as("changed");
        return dsl.select(snapshot.fields())
                .select(before.fields())
                .select(changed)
                .from(snapshot)
                .leftJoin(before)
                .on(before.ID.eq(snapshot.PREVIOUS_ID))
                .where(snapshot.MATCHING.eq(matching))
                .orderBy(snapshot.AS_OF.desc())
                .limit(limit)
                .fetch(row -> new HistoryEntry(
                        SnapshotQueries.summary(snapshot, row),
                        row.get(before.ID) == null ? null : CountsOf.row(before, row),
                        row.get(changed)));
    }

    /** The story of a system; empty if no snapshot of the matching has it. */
    public Optional<SystemStory> story(String hostname, Matching matching) {
        return Optional.ofNullable(stories(List.of(hostname), matching).get(hostname));
    }

    /** The stories of some systems by hostname, without systems that no snapshot of the matching has. */
    public Map<String, SystemStory> stories(Collection<String> hostnames, Matching matching) {
        var story = SYSTEM_STORIES.call(hostnames.toArray(String[]::new), matching);
        Map<String, List<StatusPeriod>> periods = dsl.selectFrom(story)
                .orderBy(story.HOSTNAME.collate("C"), story.AS_OF)
                .fetchGroups(row -> row.getHostname(), HistoryQueries::period);
        if (periods.isEmpty()) {
            return Map.of();
        }
        Instant newest = newest(matching).orElseThrow().asOf();
        return periods.entrySet().stream()
                .map(system -> new SystemStory(system.getKey(), newest, system.getValue()))
                .collect(Collectors.toUnmodifiableMap(SystemStory::hostname, Function.identity()));
    }

    /** The systems that are registered or in the newest snapshot, by hostname. */
    public List<String> hostnames(Matching matching) {
        // queried separately, because the view of all nights needs a constant snapshot id
        Long newestId = newest(matching).map(SnapshotSummary::id).orElse(null);
        return dsl.select(SYSTEM_STATUSES.HOSTNAME)
                .from(SYSTEM_STATUSES)
                .where(SYSTEM_STATUSES.SNAPSHOT_ID.eq(newestId))
                .union(select(SYSTEMS.HOSTNAME.collate("C")).from(SYSTEMS))
                .orderBy(1)
                .fetch(SYSTEM_STATUSES.HOSTNAME);
    }

    private Optional<SnapshotSummary> newest(Matching matching) {
        return new SnapshotReferences(dsl, matching).latest();
    }

    private static StatusPeriod period(SystemStoriesRecord row) {
        return new StatusPeriod(
                row.getSnapshotId(),
                row.getAsOf().toInstant(),
                row.getRunTrigger(),
                new Transition(row.getOldStatus(), row.getNewStatus()),
                row.getReason(),
                row.getFlake(),
                row.getRunningCommit(),
                Times.instant(row.getUntil()),
                row.getWentBackFrom());
    }
}
