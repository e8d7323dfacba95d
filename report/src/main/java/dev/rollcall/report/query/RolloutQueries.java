// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.query;

import static dev.rollcall.schema.jooq.history.Tables.ARRIVAL_TIMES;
import static dev.rollcall.schema.jooq.history.Tables.ROLLOUT_COMMITS;
import static dev.rollcall.schema.jooq.history.Tables.ROLLOUT_CURVES;
import static org.jooq.impl.DSL.rowNumber;
import static org.jooq.impl.DSL.val;

import dev.rollcall.report.model.ArrivalTime;
import dev.rollcall.report.model.MissingSystem;
import dev.rollcall.report.model.Rollout;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.schema.domain.Reason;
import dev.rollcall.schema.domain.Status;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.Field;

/** Reads the way of commits to systems. */
public final class RolloutQueries {

    /** As of an instant, newest first, with the first night of the flake; of several stays on the branch the last. */
    private static final String COMMITS = """
            select c.id
                 , c.flake
                 , c.git_commit_hash
                 , c.counts_from
                 , case when c.counts_until <= cast(? as timestamptz) then c.counts_until end as withdrawn_at
                 , c.subject
                 , c.author
                 , f.first_night
              from (
                     select distinct on (x.flake, x.git_commit_hash)
                            x.*
                       from history.rollout_commits as x
                      where x.id = any (cast(? as integer[]))
                      order by x.flake, x.git_commit_hash, x.stay desc
                   ) as c
              join lateral (select min(r.as_of) as first_night from history.rollouts as r where r.flake = c.flake) as f
                on f.first_night is not null
             order by c.flake
                    , c.counts_from desc
                    , c.depth desc
                    , c.sequence desc
            """;

    private static final String MISSING = """
            with cte_missing as (
              select c.id
                   , r.hostname
                   , r.environment
                   , r.owner
                   , r.git_commit_hash
                   , r.deployed_at
                   , row_number() over (partition by c.id order by r.hostname) as place
                from history.rollout_commits as c
                join history.reached_commits(?) as r
                  on r.flake = c.flake
                left join history.rollout_commits as at
                  on at.flake = r.flake
                 and at.git_commit_hash = r.git_commit_hash
                 and at.counts_from <= cast(? as timestamptz)
                 and at.counts_until > cast(? as timestamptz)
               where c.id = any (cast(? as integer[]))
                 and ((at.counts_from, at.depth, at.sequence) >= (c.counts_from, c.depth, c.sequence)) is not true
            )

            select m.id
                 , m.hostname
                 , m.environment
                 , m.owner
                 , s.status
                 , s.reason
                 , m.git_commit_hash
                 , m.deployed_at
              from cte_missing as m
              join history.system_statuses as s
                on s.hostname = m.hostname
             where s.snapshot_id = ?
               and m.place <= ?
             order by m.id
                    , m.place
            """;

    /**
     * Among the newest commits of flakes: the newest that has reached a share of the systems, the one after it (the oldest
     * if there is none), the newest that has reached the share of all systems but one, and the newest from before a time. A
     * system that runs a commit has all before it, so only running commits have to be compared.
     */
    private static final String TURNING_POINTS = """
            with cte_commit as (
              select ranked.*
                from (
                       select c.id
                            , c.flake
                            , c.counts_from
                            , c.depth
                            , c.sequence
                            , row_number() over (
                                partition by c.flake
                                order by c.counts_from desc, c.depth desc, c.sequence desc
                              ) as place
                         from history.rollout_commits as c
                        where c.flake = any (cast({0} as text[]))
                          and c.counts_from <= {1}
                          and c.counts_until > {1}
                     ) as ranked
               where ranked.place <= {2}
            )

            , cte_running as (
              select r.flake
                   , r.as_of
                   , r.systems
                   , at.counts_from
                   , at.depth
                   , at.sequence
                   , sum(x.running) over (
                       partition by r.flake, r.as_of
                       order by at.counts_from desc, at.depth desc, at.sequence desc
                     ) as reached
                from history.rollouts as r
               cross join lateral unnest(r.commit_ids, r.running) as x (commit_id, running)
                join history.rollout_commits as at
                  on at.id = x.commit_id
               where r.flake = any (cast({0} as text[]))
                 and r.as_of <= {1}
            )

            , cte_share as (
              select r.*
                   , 100 * r.reached >= {3} * r.systems as is_arrived
                   , r.systems > 1 and 100 * r.reached >= {3} * (r.systems - 1) as is_without_one
                from cte_running as r
            )

            -- running commits, with the last night on which they had reached the share
            , cte_arrived as (
              select s.flake
                   , s.counts_from
                   , s.depth
                   , s.sequence
                   , max(s.as_of) filter (where s.is_arrived) as arrived_at
                   , max(s.as_of) filter (where s.is_without_one) as without_one_at
                from cte_share as s
               where s.is_arrived
                  or s.is_without_one
               group by s.flake
                      , s.counts_from
                      , s.depth
                      , s.sequence
            )

            , cte_reached as (
              select c.id
                   , c.flake
                   , c.place
                   , c.counts_from < {4} as is_judged
                   , bool_or(a.arrived_at >= c.counts_from) as is_arrived
                   , bool_or(a.without_one_at >= c.counts_from) as is_without_one
                from cte_commit as c
                left join cte_arrived as a
                  on a.flake = c.flake
                 and (a.counts_from, a.depth, a.sequence) >= (c.counts_from, c.depth, c.sequence)
               group by c.id
                      , c.flake
                      , c.place
                      , c.counts_from
            )

            select r.id
              from (
                     select x.id
                          , x.place
                          , min(x.place) filter (where x.is_arrived) over same_flake as arrived
                          , min(x.place) filter (where x.is_without_one) over same_flake as without_one
                          , min(x.place) filter (where x.is_judged) over same_flake as judged
                          , max(x.place) over same_flake as oldest
                       from cte_reached as x
                     window same_flake as (partition by x.flake)
                   ) as r
             where r.place in (r.arrived, coalesce(r.arrived - 1, r.oldest), r.without_one, r.judged)
            """;

    private final DSLContext dsl;

    RolloutQueries(DSLContext dsl) {
        this.dsl = dsl;
    }

    /** The newest commits of these flakes up to an instant, at most so many of each: by flake, newest first. */
    public Map<String, List<Rollout>> newest(Collection<String> flakes, int mostOfEach, Instant asOf) {
        Field<Integer> rank = rowNumber()
                .over()
                .partitionBy(ROLLOUT_COMMITS.FLAKE)
                .orderBy(
                        ROLLOUT_COMMITS.COUNTS_FROM.desc(),
                        ROLLOUT_COMMITS.DEPTH.desc(),
                        ROLLOUT_COMMITS.SEQUENCE.desc())
                .as("rank");
        var ranked = dsl.select(ROLLOUT_COMMITS.ID, rank)
                .from(ROLLOUT_COMMITS)
                .where(
                        ROLLOUT_COMMITS.FLAKE.in(flakes),
                        ROLLOUT_COMMITS.COUNTS_FROM.le(Times.offset(asOf)),
                        ROLLOUT_COMMITS.COUNTS_UNTIL.gt(Times.offset(asOf)))
                .asTable("ranked");
        List<Integer> ids = dsl.select(ranked.field(ROLLOUT_COMMITS.ID))
                .from(ranked)
                .where(ranked.field(rank).le(mostOfEach))
                .fetch(row -> row.value1());
        return byFlake(ids, asOf);
    }

    /**
     * Of the newest commits of these flakes, those that decide how far the flake is: the newest that has reached a share of
     * the systems, the one after it (the oldest if there is none), the newest that has reached the share of all systems but
     * one, and the newest from before a time. By flake, newest first.
     */
    public Map<String, List<Rollout>> turningPoints(
            Collection<String> flakes, int mostOfEach, int percent, Instant judgedBefore, Instant asOf) {
        List<Integer> ids = dsl.resultQuery(
                        TURNING_POINTS,
                        val(flakes.toArray(String[]::new)),
                        val(Times.offset(asOf)),
                        val(mostOfEach),
                        val(percent),
                        val(Times.offset(judgedBefore)))
                .fetch(row -> row.get(0, Integer.class));
        return byFlake(ids, asOf);
    }

    private Map<String, List<Rollout>> byFlake(List<Integer> ids, Instant asOf) {
        Map<String, List<Rollout>> rollouts = new HashMap<>();
        rollouts(ids, asOf)
                .forEach(rollout -> rollouts.computeIfAbsent(rollout.flake(), flake -> new ArrayList<>())
                        .add(rollout));
        return rollouts;
    }

    /** The commits that were on the branch of a flake before an instant and whose hash begins so. */
    public List<Rollout> beginning(String hash, Instant asOf) {
        List<Integer> ids = dsl.select(ROLLOUT_COMMITS.ID)
                .from(ROLLOUT_COMMITS)
                .where(
                        ROLLOUT_COMMITS.GIT_COMMIT_HASH.startsWith(hash),
                        ROLLOUT_COMMITS.COUNTS_FROM.le(Times.offset(asOf)))
                .fetch(ROLLOUT_COMMITS.ID);
        return rollouts(ids, asOf);
    }

    private List<Rollout> rollouts(List<Integer> ids, Instant asOf) {
        if (ids.isEmpty()) {
            return List.of();
        }
        Integer[] commits = ids.toArray(Integer[]::new);
        var curves = ROLLOUT_CURVES(commits, Times.offset(asOf));
        Map<Integer, List<Rollout.Point>> nights = new HashMap<>();
        dsl.selectFrom(curves)
                .orderBy(curves.COMMIT_ID, curves.AS_OF)
                .forEach(row -> nights.computeIfAbsent(row.getCommitId(), id -> new ArrayList<>())
                        .add(new Rollout.Point(row.getAsOf().toInstant(), row.getReached(), row.getSystems())));
        return dsl.resultQuery(COMMITS, Times.offset(asOf), commits)
                .fetch(row -> new Rollout(
                        row.get("id", int.class),
                        row.get("flake", String.class),
                        row.get("git_commit_hash", String.class),
                        row.get("counts_from", OffsetDateTime.class).toInstant(),
                        Times.instant(row.get("withdrawn_at", OffsetDateTime.class)),
                        row.get("subject", String.class),
                        row.get("author", String.class),
                        row.get("first_night", OffsetDateTime.class).toInstant(),
                        nights.getOrDefault(row.get("id", int.class), List.of())));
    }

    /** The systems of a snapshot that have not come to a commit, by hostname; none if the commit is withdrawn. */
    public List<MissingSystem> missing(Rollout rollout, SnapshotSummary snapshot) {
        if (rollout.withdrawnAt() != null) {
            return List.of();
        }
        return missing(List.of(rollout), snapshot, Integer.MAX_VALUE).getOrDefault(rollout.id(), List.of());
    }

    /** The same for several commits at once, by their ids; of each at most so many systems. */
    public Map<Integer, List<MissingSystem>> missing(
            Collection<Rollout> rollouts, SnapshotSummary snapshot, int mostOfEach) {
        OffsetDateTime asOf = Times.offset(snapshot.asOf());
        Integer[] commits = rollouts.stream().map(Rollout::id).toArray(Integer[]::new);
        Map<Integer, List<MissingSystem>> missing = new HashMap<>();
        dsl.resultQuery(MISSING, snapshot.id(), asOf, asOf, commits, snapshot.id(), mostOfEach)
                .forEach(row -> missing.computeIfAbsent(row.get("id", int.class), id -> new ArrayList<>())
                        .add(new MissingSystem(
                                row.get("hostname", String.class),
                                row.get("environment", String.class),
                                row.get("owner", String.class),
                                Status.of(row.get("status", String.class)),
                                Reason.of(row.get("reason", String.class)),
                                row.get("git_commit_hash", String.class),
                                Times.instant(row.get("deployed_at", OffsetDateTime.class)))));
        return missing;
    }

    /** The flakes that nights have kept something of, by name. */
    public List<String> flakes() {
        return dsl.selectDistinct(ROLLOUT_COMMITS.FLAKE)
                .from(ROLLOUT_COMMITS)
                .orderBy(ROLLOUT_COMMITS.FLAKE)
                .fetch(ROLLOUT_COMMITS.FLAKE);
    }

    /** Of all nights after one instant up to another: by kind, name and then month, newest first. */
    public List<ArrivalTime> arrivalTimes(Instant since, Instant until) {
        var times = ARRIVAL_TIMES(Times.offset(since), Times.offset(until));
        return dsl.selectFrom(times)
                .orderBy(times.KIND, times.NAME.collate("C").asc().nullsLast(), times.MONTH.desc())
                .fetch(row -> new ArrivalTime(
                        row.getKind(),
                        row.getName(),
                        row.get(times.MONTH, LocalDate.class),
                        row.getPairs(),
                        Duration.ofHours(row.getMedianHours()),
                        Duration.ofHours(row.getP95Hours())));
    }
}
