// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.explain;

import static dev.rollcall.schema.jooq.inventory.Tables.FINDING_KINDS;
import static dev.rollcall.schema.jooq.inventory.Tables.FLAKES;
import static dev.rollcall.schema.jooq.inventory.Tables.REASONS;
import static dev.rollcall.schema.jooq.inventory.Tables.RULE_STEPS;
import static dev.rollcall.schema.jooq.inventory.Tables.SYSTEM_FACTS;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.min;

import dev.rollcall.report.model.Bounded;
import dev.rollcall.report.model.Forge;
import dev.rollcall.report.query.Times;
import dev.rollcall.schema.domain.Finding;
import dev.rollcall.schema.domain.FindingKind;
import dev.rollcall.schema.domain.Matching;
import dev.rollcall.schema.domain.Reason;
import dev.rollcall.schema.jooq.inventory.tables.FindFindings;
import dev.rollcall.schema.jooq.inventory.tables.RuleSteps;
import dev.rollcall.schema.jooq.inventory.tables.SystemFacts;
import dev.rollcall.schema.jooq.inventory.tables.records.SystemFactsRecord;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/** Reads the data of an explanation; the verdict and its steps come from the rules. */
final class ExplainQueries {

    private static final String NOT_EVALUATED = "not evaluated";

    private final DSLContext dsl;
    private final OffsetDateTime asOf;
    private final Matching matching;

    ExplainQueries(DSLContext dsl, Instant asOf, Matching matching) {
        this.dsl = dsl;
        this.asOf = asOf.atOffset(ZoneOffset.UTC);
        this.matching = matching;
    }

    Optional<Facts> facts(String hostname) {
        SystemFacts facts = SYSTEM_FACTS.call(asOf, matching, hostname, hostname + "\u0001", null);
        return dsl.selectFrom(facts).where(facts.HOSTNAME.eq(hostname)).fetchOptional(this::facts);
    }

    List<RuleStep> steps(String hostname) {
        RuleSteps steps = RULE_STEPS.call(asOf, matching, hostname);
        return dsl.selectFrom(steps)
                .orderBy(steps.STEP)
                .fetch(row -> new RuleStep(
                        row.getRule(),
                        Question.of(row.getQuestion()),
                        row.getBecause(),
                        row.getFlake(),
                        row.getEvaluationName(),
                        row.getGitCommitHash(),
                        Times.instant(row.getHappenedAt())));
    }

    String meaning(Reason reason) {
        return dsl.select(REASONS.MEANING)
                .from(REASONS)
                .where(REASONS.REASON.eq(reason))
                .fetchSingle(REASONS.MEANING);
    }

    /** The evaluations that build a closure, newest commits first, withdrawn ones last. */
    Bounded<MatchedEvaluation> matched(@Nullable String storePath, int most) {
        var rows = dsl.fetch("""
                select f.name as flake
                     , e.derivation_name
                     , c.git_commit_hash
                     , c.since as counts_from
                     , c.place is null as is_withdrawn
                     , count(*) over () as total
                  from inventory.evaluations_of_closure(?) as e
                  join inventory.branch_commits(?::timestamptz, ?) as c
                    on c.id = e.commit_id
                  join inventory.flakes as f
                    on f.id = c.flake_id
                 where coalesce(e.recorded_at, c.counts_from) <= ?::timestamptz
                 order by c.place nulls last
                        , c.withdrawn_place
                        , f.name collate "C"
                        , e.derivation_name collate "C"
                 limit ?
                """, storePath, asOf, matching, asOf, most);
        return new Bounded<>(
                rows.map(row -> new MatchedEvaluation(
                        row.get("flake", String.class),
                        row.get("derivation_name", String.class),
                        row.get("git_commit_hash", String.class),
                        row.get("counts_from", OffsetDateTime.class).toInstant(),
                        row.get("is_withdrawn", Boolean.class))),
                rows.isEmpty() ? 0 : rows.get(0).get("total", Integer.class));
    }

    /**
     * Commits of a flake in branch order, newest first, with the outcome of their evaluations for a name, and whether
     * they build the same as their predecessors.
     */
    List<CommitPoint> commits(CommitRange range, int most) {
        int end = Math.min(range.to(), range.from() + most);
        return dsl.fetch("""
                with cte_commit as materialized (
                  select c.git_commit_hash
                       , k.commit_timestamp
                       , c.since as counts_from
                       , c.place
                       , k.subject
                       , k.author
                       , e.outcome::text as outcome
                       , e.closures
                    from inventory.branch_commits(?::timestamptz, ?) as c
                    join inventory.flakes as f
                      on f.id = c.flake_id
                    join inventory.commits as k
                      on k.id = c.id
                   cross join lateral (
                           select min(
                                    case
                                      when o.outcome = 'pending' and not e.has_path and k.evaluation_status = 'complete' then 'unrecorded'
                                      else o.outcome
                                    end
                                  ) as outcome
                                , array_agg(distinct e.store_path) filter (where o.is_success and e.store_path is not null) as closures
                             from inventory.evaluations_of_commit(c.id, ?) as e
                             left join inventory.status_outcomes() as o
                               on o.id = e.status_id
                            where coalesce(e.recorded_at, c.counts_from) <= ?::timestamptz
                         ) as e
                   where f.name = ?
                     and inventory.position_of(c.place) between ? and ?
                )

                select x.*
                  from (
                         select c.*
                              , c.closures = lead(c.closures) over (order by c.place) as leaves_alone
                           from cte_commit as c
                       ) as x
                 where inventory.position_of(x.place) < ?
                 order by x.place
                """, asOf, matching, range.name(), asOf, range.flake(), range.from(), end, end)
                .map(ExplainQueries::commit);
    }

    /** The forge of a flake; empty if its URL does not identify one, or several flakes have the name. */
    Optional<Forge> forge(@Nullable String flake) {
        return dsl.select(min(FLAKES.REPO_URL))
                .from(FLAKES)
                .where(FLAKES.NAME.eq(flake))
                .having(count().eq(inline(1)))
                .fetchOptional()
                .flatMap(row -> Forge.of(row.value1()));
    }

    /**
     * The findings about a system, those whose subject was probably meant to be it, and those about the whole
     * inventory.
     */
    List<FoundProblem> findings(String hostname, FindFindings found) {
        return dsl
                .select(found.FINDING, found.SUBJECT, found.DETAIL, found.RESEMBLES, FINDING_KINDS.MEANING)
                .from(found)
                .join(FINDING_KINDS)
                .on(FINDING_KINDS.FINDING.eq(found.FINDING))
                .where(found.SUBJECT
                        .eq(hostname)
                        .or(found.RESEMBLES.eq(hostname))
                        .or(found.FINDING.eq(FindingKind.STALE_INVENTORY)))
                .orderBy(found.FINDING, found.SUBJECT.collate("C"))
                .fetch(row -> new FoundProblem(
                        new Finding(row.value1(), row.value2(), row.value3(), row.value4()), row.value5()))
                .stream()
                .filter(problem -> problem.finding().concerns(hostname)
                        || problem.finding().kind() == FindingKind.STALE_INVENTORY)
                .toList();
    }

    /** Taken as a key, because the view over Crystal Forge's states has no such column. */
    private @Nullable String bootedStorePath(SystemFactsRecord row) {
        return dsl.fetchOptional("""
                        select max(to_jsonb(x) ->> 'booted_store_path' collate "C")
                          from inventory.system_states as x
                         where x.hostname = ?
                           and x.store_path = ?
                           and x."timestamp" = ?::timestamptz
                        """, row.getHostname(), row.getStorePath(), row.getDeployedAt())
                .map(found -> found.get(0, String.class))
                .orElse(null);
    }

    private Facts facts(SystemFactsRecord row) {
        return new Facts(
                row.getFlake(),
                row.getAlias(),
                row.getMatchedName(),
                row.getIsHeld(),
                row.getPinPosition(),
                row.getHasState(),
                row.getConfigurationRevision(),
                Times.instant(row.getHeartbeatAt()),
                bootedStorePath(row),
                row.getIsWithdrawn(),
                row.getIsOfOtherSystem(),
                row.getIsOfOtherFlake(),
                row.getBasis(),
                commit(row.getRunningCommit(), row.getRunningAt(), null),
                commit(row.getEvaluatedCommit(), row.getEvaluatedAt(), null),
                commit(
                        row.getNewestCommit(),
                        row.getNewestAt(),
                        row.getNewestOutcome() == null
                                ? NOT_EVALUATED
                                : row.getNewestOutcome().getLiteral()),
                row.getComparedPosition(),
                row.getEvaluationError());
    }

    private static CommitPoint commit(Record row) {
        String outcome = row.get("outcome", String.class);
        return new CommitPoint(
                row.get("git_commit_hash", String.class),
                row.get("commit_timestamp", OffsetDateTime.class).toInstant(),
                row.get("counts_from", OffsetDateTime.class).toInstant(),
                row.get("subject", String.class),
                row.get("author", String.class),
                outcome == null ? NOT_EVALUATED : outcome,
                row.get("leaves_alone", Boolean.class));
    }

    private static @Nullable CommitPoint commit(
            @Nullable String hash, @Nullable OffsetDateTime at, @Nullable String evaluation) {
        return hash == null || at == null
                ? null
                : new CommitPoint(hash, at.toInstant(), null, null, null, evaluation, null);
    }
}
