// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.gate;

import static dev.rollcall.schema.jooq.history.Tables.REACHED_COMMITS;
import static dev.rollcall.schema.jooq.history.Tables.SYSTEM_STATUSES;
import static dev.rollcall.schema.jooq.inventory.Tables.BRANCH_COMMITS;
import static dev.rollcall.schema.jooq.inventory.Tables.FLAKES;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.arrayAgg;
import static org.jooq.impl.DSL.min;

import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.report.query.SnapshotReferences;
import dev.rollcall.schema.domain.Basis;
import dev.rollcall.schema.domain.Matching;
import dev.rollcall.schema.domain.Outcome;
import dev.rollcall.schema.domain.SnapshotReference;
import dev.rollcall.schema.domain.Status;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.RollcallException;
import dev.rollcall.schema.jooq.inventory.tables.BranchCommits;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** What rules need to know besides the systems themselves, at a point in time. */
final class GateFacts {

    private final DSLContext dsl;
    private final SnapshotReferences references;
    private final Matching matching;
    private final Instant asOf;
    private final EarlierNights nights;
    private final @Nullable Long snapshotId;
    private final AdvisoryExemptions exemptions;
    private final Supplier<Map<String, String>> reached = onlyOnce(this::reached);
    private final Supplier<ScannedClosures> closures = onlyOnce(this::scanned);

    /**
     * Facts as of an instant.
     *
     * @param snapshotId the snapshot that is judged, null for the inventory
     */
    GateFacts(
            DSLContext dsl,
            SnapshotReferences references,
            Matching matching,
            Instant asOf,
            EarlierNights nights,
            @Nullable Long snapshotId,
            Policy policy) {
        this.dsl = dsl;
        this.references = references;
        this.matching = matching;
        this.asOf = asOf;
        this.nights = nights;
        this.snapshotId = snapshotId;
        this.exemptions = new AdvisoryExemptions(policy, asOf);
    }

    /**
     * Prepares a rule with the facts it needs.
     *
     * @throws RollcallException if it does not make sense for this database
     * @throws RollcallException if it refers to a snapshot that is missing or not earlier
     */
    RuleEvaluation evaluation(PolicyRule rule) {
        if (rule instanceof PolicyRule.NoRegressions regressions) {
            Optional<SnapshotSummary> baseline = baseline(regressions.baseline());
            return RuleEvaluation.of(
                    rule,
                    () -> baseline.<RuleEvaluator>map(earlier ->
                                    new RuleEvaluator.Regressed(earlier.asOf(), hosts -> upToDateIn(earlier, hosts)))
                            .orElseGet(RuleEvaluator.WithoutBaseline::new));
        }
        if (rule instanceof PolicyRule.AdvisoriesAtMost advisories) {
            return RuleEvaluation.of(
                    rule, () -> new RuleEvaluator.OfAdvisories(advisories, closures.get(), exemptions::exempts));
        }
        if (rule instanceof PolicyRule.Rollout rollout) {
            Map<String, Set<String>> commits = commitsFromOlderThan(rollout.age());
            Map<String, String> systems = reached.get();
            return RuleEvaluation.ofFlakes(
                    rule,
                    commits.keySet(),
                    () -> new RuleEvaluator.OfRollout(commits, systems, rollout.share(), Map.of()),
                    Outcome.PASSED,
                    "no commit is that old");
        }
        if (rule instanceof PolicyRule.CommitReaches commit) {
            return ofCommit(commit);
        }
        if (rule instanceof PolicyRule.NotBelowMedian median) {
            Supplier<Map<Scope, List<BigDecimal>>> shares = onlyOnce(() -> nights.shares(dsl, median, matching, asOf));
            return RuleEvaluation.of(
                    rule,
                    () -> new RuleEvaluator.BelowMedian(scope -> shares.get().getOrDefault(scope, List.of())));
        }
        if (rule instanceof PolicyRule.RunsCommit runs) {
            Map<String, Set<String>> commits = hashes(commitsFrom(runs.name(), runs.commit()));
            return RuleEvaluation.ofCommit(
                    rule,
                    commits.keySet(),
                    () -> new RuleEvaluator.NotAtCommit(commits),
                    commits.isEmpty() && isWithdrawn(runs.commit()));
        }
        return RuleEvaluation.of(rule, () -> RuleEvaluator.of(rule, asOf));
    }

    /**
     * The earlier snapshot that a rule compares with; empty if there is none yet.
     *
     * @throws RollcallException if the reference is invalid, or the snapshot is not earlier
     */
    private Optional<SnapshotSummary> baseline(String reference) {
        SnapshotReference parsed = SnapshotReference.of(reference);
        Optional<SnapshotSummary> baseline = switch (parsed.kind()) {
            case PREVIOUS -> references.before(asOf);
            case LAST_PASSED -> references.passedBefore(asOf);
            case AGE -> references.olderBy(parsed.age(), asOf);
            default -> Optional.of(references.resolve(reference));
        };
        baseline.filter(found -> !found.asOf().isBefore(asOf)).ifPresent(found -> {
            throw new RollcallException(
                    ErrorName.BASELINE_NOT_EARLIER,
                    "The rule no-regressions can't compare with '" + reference + "' as of " + found.asOf()
                            + ": expected a snapshot before " + asOf + ".");
        });
        return baseline;
    }

    /** Which of these systems were Up to Date in a snapshot. */
    private Set<String> upToDateIn(SnapshotSummary baseline, Collection<String> hostnames) {
        return dsl.select(SYSTEM_STATUSES.HOSTNAME)
                .from(SYSTEM_STATUSES)
                .where(SYSTEM_STATUSES.SNAPSHOT_ID.eq(baseline.id()))
                .and(SYSTEM_STATUSES.STATUS.eq(Status.UP_TO_DATE))
                .and(SYSTEM_STATUSES.HOSTNAME.eq(any(hostnames.toArray(String[]::new))))
                .fetchSet(SYSTEM_STATUSES.HOSTNAME);
    }

    private RuleEvaluation ofCommit(PolicyRule.CommitReaches rule) {
        Map<String, Expected> expected = commitsFrom(rule.name(), rule.commit());
        Map<String, Set<String>> commits = hashes(expected);
        Map<String, Instant> due = new HashMap<>();
        expected.forEach((flake, commit) -> {
            Instant end = commit.since().plus(rule.within());
            if (asOf.isBefore(end)) {
                due.put(flake, end);
            }
        });
        Map<String, String> systems = reached.get();
        return RuleEvaluation.ofCommit(
                rule,
                commits.keySet(),
                () -> new RuleEvaluator.OfRollout(commits, systems, rule.share(), due),
                commits.isEmpty() && isWithdrawn(rule.commit()));
    }

    /** What scanners found in closures, read only once. */
    ScannedClosures closures() {
        return closures.get();
    }

    private ScannedClosures scanned() {
        return ScannedClosures.of(dsl, asOf, snapshotId);
    }

    /** By host, the commit that it has come to without running it, because it changes nothing there. */
    private Map<String, String> reached() {
        Map<String, String> systems = new HashMap<>();
        if (snapshotId != null) {
            var commits = REACHED_COMMITS.call(snapshotId);
            dsl.selectFrom(commits)
                    .where(commits.BASIS.eq(Basis.REVISION), commits.GIT_COMMIT_HASH.isNotNull())
                    .forEach(row -> systems.put(row.getHostname(), row.getGitCommitHash()));
        }
        return systems;
    }

    /**
     * By flake, the newest commit older than an age, and those after it; without the flakes that have none.
     */
    private Map<String, Set<String>> commitsFromOlderThan(Duration age) {
        BranchCommits commit = branchCommits("commit");
        OffsetDateTime limit = asOf.minus(age).atOffset(ZoneOffset.UTC);
        Map<String, Set<String>> commits = new HashMap<>();
        dsl.select(FLAKES.NAME, arrayAgg(commit.GIT_COMMIT_HASH))
                .from(commit)
                .join(FLAKES)
                .on(FLAKES.ID.eq(commit.FLAKE_ID))
                // no newer one is older than the age
                .where(commit.PLACE.isNotNull(), commit.NEWER_AT.ge(limit))
                .groupBy(FLAKES.ID, FLAKES.NAME)
                .having(min(commit.SINCE).lt(limit))
                .forEach(row -> commits.computeIfAbsent(row.value1(), flake -> new HashSet<>())
                        .addAll(List.of(row.value2())));
        return commits;
    }

    private static <T> Supplier<T> onlyOnce(Supplier<T> supplier) {
        return new Supplier<>() {
            private @Nullable T value;

            @Override
            public T get() {
                T known = value == null ? supplier.get() : value;
                value = known;
                return known;
            }
        };
    }

    /**
     * The commits of each flake in branch order, from the one with this hash prefix to the newest; without flakes whose
     * branch lacks it.
     *
     * @throws RollcallException if the prefix is ambiguous in a flake
     */
    private Map<String, Expected> commitsFrom(RuleName rule, String beginning) {
        BranchCommits expected = branchCommits("expected");
        BranchCommits later = branchCommits("later");
        Map<String, Expected> commits = new HashMap<>();
        dsl.select(FLAKES.NAME, expected.GIT_COMMIT_HASH, expected.SINCE, later.GIT_COMMIT_HASH)
                .from(expected)
                .join(FLAKES)
                .on(FLAKES.ID.eq(expected.FLAKE_ID))
                .join(later)
                .on(later.FLAKE_ID.eq(expected.FLAKE_ID))
                // a lower place is a newer commit; withdrawn commits have none
                .and(later.PLACE.le(expected.PLACE))
                .where(expected.GIT_COMMIT_HASH.startsWith(beginning))
                .forEach(row -> {
                    Expected commit = commits.computeIfAbsent(
                            row.value1(),
                            flake -> new Expected(row.value2(), row.value3().toInstant(), new HashSet<>()));
                    if (!commit.hash().equals(row.value2())) {
                        throw new RollcallException(
                                ErrorName.AMBIGUOUS_COMMIT,
                                "The commit " + beginning + " of the rule " + rule.code()
                                        + " is ambiguous in the flake " + row.value1()
                                        + ": expected a longer hash.");
                    }
                    commit.andLater().add(row.value4());
                });
        return commits;
    }

    private static Map<String, Set<String>> hashes(Map<String, Expected> commits) {
        return commits.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, commit -> commit.getValue().andLater()));
    }

    /** Whether a commit with this hash prefix was withdrawn. */
    private boolean isWithdrawn(String beginning) {
        BranchCommits known = branchCommits("known");
        return dsl.fetchExists(known, known.GIT_COMMIT_HASH.startsWith(beginning), known.WITHDRAWN_PLACE.isNotNull());
    }

    private BranchCommits branchCommits(String alias) {
        return BRANCH_COMMITS.call(asOf.atOffset(ZoneOffset.UTC), matching).as(alias);
    }

    /** A commit of a flake, when it came onto the branch, and the hashes from it to the newest. */
    private record Expected(String hash, Instant since, Set<String> andLater) {}
}
