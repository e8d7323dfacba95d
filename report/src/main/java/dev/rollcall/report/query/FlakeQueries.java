// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.query;

import static dev.rollcall.schema.jooq.history.Tables.FLAKE_TOTALS;

import dev.rollcall.report.model.CommitAdoption;
import dev.rollcall.report.model.FlakeCounts;
import dev.rollcall.report.model.FlakeTotals;
import dev.rollcall.report.model.FleetVerdict.StuckFlake;
import dev.rollcall.report.model.MostRun;
import dev.rollcall.report.model.SnapshotSummary;
import java.time.OffsetDateTime;
import java.util.List;
import org.jooq.DSLContext;

/** Reads the data of the pages of flakes, for all flakes of a snapshot at once. */
public final class FlakeQueries {

    /** A flake with fewer systems is never called stuck. */
    private static final int MIN_SYSTEMS_OF_STUCK = 3;

    /**
     * The commits that a snapshot knows: the newest, those that systems run, and those they were evaluated for. A
     * pinned or held system is not compared with the newest commit, so it does not show how far behind a commit is.
     */
    private static final String ADOPTION = """
            with cte_system as (
              select * from history.system_statuses where snapshot_id = ? and flake is not null
            )

            , cte_commit as (
              select flake, running_commit as commit from cte_system where running_commit is not null
               union
              select flake, evaluated_commit from cte_system where evaluated_commit is not null
               union
              select flake, newest_commit from history.flake_totals
               where snapshot_id = ? and flake is not null and newest_commit is not null
            )

            , cte_running as (
              select flake, running_commit as commit, count(*) as systems
                   , min(commits_behind) filter (where pinned_commit is null and reason <> 'held') as commits_behind
                   , min(deployed_at) as first_deployed_at, max(deployed_at) as last_deployed_at
                from cte_system
               group by flake, running_commit
            )

            , cte_evaluated as (
              select flake, evaluated_commit as commit, count(*) as systems
                   , min(commits_behind) filter (where running_commit is null and pinned_commit is null and reason <> 'held') as commits_behind
                from cte_system
               group by flake, evaluated_commit
            )

            , cte_adoption as (
              select c.flake
                   , c.commit
                   , c.commit is not distinct from t.newest_commit as is_newest
                   , coalesce(r.systems, 0) as systems
                   , coalesce(e.systems, 0) as evaluated_by
                   , case
                       when c.commit = t.newest_commit then 0
                       else coalesce(r.commits_behind, e.commits_behind)
                     end as commits_behind
                   , r.first_deployed_at
                   , r.last_deployed_at
                from cte_commit as c
                join history.flake_totals as t
                  on t.snapshot_id = ?
                 and t.flake = c.flake
                left join cte_running as r
                  on r.flake = c.flake
                 and r.commit = c.commit
                left join cte_evaluated as e
                  on e.flake = c.flake
                 and e.commit = c.commit
            )

            select *
              from (
                     select a.*
                          , sum(a.systems) over (partition by a.flake) as systems_of_flake
                          , max(a.commits_behind) over (partition by a.flake) as farthest_behind
                          , row_number() over (
                              partition by a.flake
                                  order by a.is_newest desc, a.commits_behind nulls last, a.last_deployed_at desc nulls last, a.commit
                            ) as place
                       from cte_adoption as a
                   ) as ranked
             where place <= ?
             order by flake, place
            """;

    /** Among equally frequent commits, the one that is least behind. */
    private static final String MOST_RUN = """
            select distinct on (flake)
                   flake
                 , running_commit as commit
                 , count(*) as systems
                 , min(commits_behind) filter (where pinned_commit is null and reason <> 'held') as commits_behind
              from history.system_statuses
             where snapshot_id = ?
               and flake is not null
               and running_commit is not null
             group by flake, running_commit
             order by flake, systems desc, commits_behind nulls last, running_commit
            """;

    private final DSLContext dsl;

    FlakeQueries(DSLContext dsl) {
        this.dsl = dsl;
    }

    /** The flakes in which no system is Up to Date in either snapshot, except very small ones. */
    List<StuckFlake> stuck(long snapshotId, long baselineId) {
        var now = FLAKE_TOTALS.as("now_total");
        var before = FLAKE_TOTALS.as("before_total");
        return dsl.select(now.FLAKE, now.SYSTEMS)
                .from(now)
                .join(before)
                .on(before.FLAKE.eq(now.FLAKE), before.SNAPSHOT_ID.eq(baselineId))
                .where(
                        now.SNAPSHOT_ID.eq(snapshotId),
                        now.UP_TO_DATE.eq(0),
                        now.SYSTEMS.ge(MIN_SYSTEMS_OF_STUCK),
                        before.UP_TO_DATE.eq(0),
                        before.SYSTEMS.ge(MIN_SYSTEMS_OF_STUCK))
                .orderBy(now.FLAKE)
                .fetch(row -> new StuckFlake(row.value1(), row.value2()));
    }

    /** The commits of each flake, newest first, with a limit per flake. */
    public List<CommitAdoption> adoption(long snapshotId, int limitForEach) {
        return dsl.resultQuery(ADOPTION, snapshotId, snapshotId, snapshotId, limitForEach)
                .fetch(row -> new CommitAdoption(
                        row.get("flake", String.class),
                        row.get("commit", String.class),
                        row.get("is_newest", boolean.class),
                        row.get("systems", int.class),
                        row.get("evaluated_by", int.class),
                        row.get("commits_behind", Integer.class),
                        Times.instant(row.get("first_deployed_at", OffsetDateTime.class)),
                        Times.instant(row.get("last_deployed_at", OffsetDateTime.class)),
                        row.get("systems_of_flake", int.class),
                        row.get("farthest_behind", Integer.class)));
    }

    /** The commit that most systems of each flake run, if known. */
    public List<MostRun> mostRun(long snapshotId) {
        return dsl.resultQuery(MOST_RUN, snapshotId)
                .fetch(row -> new MostRun(
                        row.get("flake", String.class),
                        row.get("commit", String.class),
                        row.get("systems", int.class),
                        row.get("commits_behind", Integer.class)));
    }

    /** The counts of each flake in each of these snapshots, by flake and then by time. */
    public List<FlakeCounts> history(List<SnapshotSummary> snapshots, List<FlakeTotals> flakes) {
        return dsl.selectFrom(FLAKE_TOTALS)
                .where(FLAKE_TOTALS.SNAPSHOT_ID.in(
                        snapshots.stream().map(SnapshotSummary::id).toList()))
                .and(FLAKE_TOTALS
                        .FLAKE
                        .in(flakes.stream().map(FlakeTotals::flake).toList())
                        .or(FLAKE_TOTALS.FLAKE.isNull()))
                .orderBy(FLAKE_TOTALS.FLAKE.asc().nullsLast(), FLAKE_TOTALS.SNAPSHOT_ID)
                .fetch(row -> new FlakeCounts(row.getFlake(), row.getSnapshotId(), CountsOf.row(FLAKE_TOTALS, row)));
    }
}
