// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.explain;

import static dev.rollcall.schema.jooq.inventory.Tables.COMMITS;
import static dev.rollcall.schema.jooq.inventory.Tables.DERIVATIONS;
import static dev.rollcall.schema.jooq.inventory.Tables.DERIVATION_STATUSES;
import static dev.rollcall.schema.jooq.inventory.Tables.FINDING_KINDS;
import static dev.rollcall.schema.jooq.inventory.Tables.FLAKES;
import static dev.rollcall.schema.jooq.inventory.Tables.NAME_FORMS;
import static dev.rollcall.schema.jooq.inventory.Tables.REASONS;
import static dev.rollcall.schema.jooq.inventory.Tables.SYSTEMS;
import static dev.rollcall.schema.jooq.inventory.Tables.SYSTEM_FACTS;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.val;

import dev.rollcall.reconciler.doctor.Thresholds;
import dev.rollcall.schema.jooq.inventory.tables.FindFindings;
import dev.rollcall.schema.jooq.inventory.tables.NameForms;
import dev.rollcall.schema.jooq.inventory.tables.SystemFacts;
import dev.rollcall.schema.jooq.inventory.tables.records.SystemFactsRecord;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Reads what an explanation shows; the verdict itself comes from the rules. */
final class ExplainQueries {

    private static final int MOST_RESEMBLING = 5;

    private final DSLContext dsl;
    private final OffsetDateTime asOf;

    ExplainQueries(DSLContext dsl, Instant asOf) {
        this.dsl = dsl;
        this.asOf = asOf.atOffset(ZoneOffset.UTC);
    }

    Optional<Facts> facts(String hostname, String matching) {
        SystemFacts facts = SYSTEM_FACTS.call(asOf, matching, hostname, hostname + "\u0001", null);
        return dsl.selectFrom(facts).where(facts.HOSTNAME.eq(hostname)).fetchOptional(ExplainQueries::facts);
    }

    String meaning(String reason) {
        return dsl.select(REASONS.MEANING)
                .from(REASONS)
                .where(REASONS.REASON.eq(reason))
                .fetchSingle(REASONS.MEANING);
    }

    List<MatchedEvaluation> matched(@Nullable String storePath) {
        return dsl.select(
                        FLAKES.NAME,
                        DERIVATIONS.DERIVATION_NAME,
                        COMMITS.GIT_COMMIT_HASH,
                        COMMITS.COMMIT_TIMESTAMP,
                        DERIVATION_STATUSES.NAME)
                .from(DERIVATIONS)
                .join(COMMITS)
                .on(COMMITS.ID.eq(DERIVATIONS.COMMIT_ID))
                .join(FLAKES)
                .on(FLAKES.ID.eq(COMMITS.FLAKE_ID))
                .join(DERIVATION_STATUSES)
                .on(DERIVATION_STATUSES.ID.eq(DERIVATIONS.STATUS_ID))
                .where(DERIVATIONS.STORE_PATH.eq(storePath), DERIVATIONS.DERIVATION_TYPE.eq("nixos"), isKnown())
                .orderBy(COMMITS.COMMIT_TIMESTAMP.desc(), COMMITS.ID.desc(), DERIVATIONS.DERIVATION_NAME)
                .fetch(row -> new MatchedEvaluation(
                        row.value1(), row.value2(), row.value3(), row.value4().toInstant(), row.value5()));
    }

    /** The commits of a flake that are newer than a time, the newest first, each with its evaluation for a name. */
    List<CommitPoint> newer(String flake, String name, @Nullable Instant than, int most) {
        Condition isNewer = than == null ? noCondition() : COMMITS.COMMIT_TIMESTAMP.ge(than.atOffset(ZoneOffset.UTC));
        return dsl.select(COMMITS.GIT_COMMIT_HASH, COMMITS.COMMIT_TIMESTAMP, DERIVATION_STATUSES.NAME)
                .from(COMMITS)
                .join(FLAKES)
                .on(FLAKES.ID.eq(COMMITS.FLAKE_ID), FLAKES.NAME.eq(flake))
                .leftJoin(DERIVATIONS)
                .on(
                        DERIVATIONS.COMMIT_ID.eq(COMMITS.ID),
                        DERIVATIONS.DERIVATION_NAME.eq(name),
                        DERIVATIONS.DERIVATION_TYPE.eq("nixos"),
                        isKnown())
                .leftJoin(DERIVATION_STATUSES)
                .on(DERIVATION_STATUSES.ID.eq(DERIVATIONS.STATUS_ID))
                .where(COMMITS.COMMIT_TIMESTAMP.le(asOf), isNewer)
                .orderBy(COMMITS.COMMIT_TIMESTAMP.desc(), COMMITS.ID.desc())
                .limit(most)
                .fetch(row -> new CommitPoint(
                        row.value1(), row.value2().toInstant(), row.value3() == null ? "not evaluated" : row.value3()));
    }

    /** The findings about a system, and those whose subject was probably meant to be it. */
    List<String> findings(String hostname) {
        FindFindings found =
                Thresholds.stale(Thresholds.DEFAULT_STALE).findings(asOf.toInstant(), asOf.toInstant(), null, null);
        return dsl.select(found.SUBJECT, FINDING_KINDS.MEANING, found.DETAIL)
                .from(found)
                .join(FINDING_KINDS)
                .on(FINDING_KINDS.FINDING.eq(found.FINDING))
                .where(found.SUBJECT.eq(hostname).or(found.RESEMBLES.eq(hostname)))
                .orderBy(found.FINDING, found.SUBJECT.collate("C"))
                .fetch(row ->
                        row.value1() + ": " + row.value2() + (row.value3() == null ? "" : " (" + row.value3() + ")"));
    }

    boolean isRegistered(String hostname) {
        return dsl.fetchExists(SYSTEMS, SYSTEMS.HOSTNAME.eq(hostname));
    }

    /** Registered names that have a form in common with a name, the whole or the short one. */
    List<String> resembling(String hostname) {
        NameForms mine = NAME_FORMS.call(hostname).as("mine");
        NameForms its = NAME_FORMS.call(SYSTEMS.HOSTNAME).as("its");
        return dsl.select(SYSTEMS.HOSTNAME)
                .from(SYSTEMS)
                .where(exists(selectOne()
                        .from(mine)
                        .crossJoin(its)
                        .where(mine.FORM.eq(its.FORM), mine.KIND.ne("tail"), its.KIND.ne("tail"))))
                .orderBy(SYSTEMS.HOSTNAME.collate("C"))
                .limit(MOST_RESEMBLING)
                .fetch(SYSTEMS.HOSTNAME);
    }

    private Condition isKnown() {
        return COMMITS.COMMIT_TIMESTAMP
                .le(asOf)
                .and(coalesce(DERIVATIONS.COMPLETED_AT, DERIVATIONS.SCHEDULED_AT, COMMITS.COMMIT_TIMESTAMP)
                        .le(val(asOf)));
    }

    private static Facts facts(SystemFactsRecord row) {
        return new Facts(
                row.getFlake(),
                row.getEnvironment(),
                row.getAlias(),
                row.getPinnedCommit(),
                row.getHasState(),
                row.getStorePath(),
                row.getConfigurationRevision(),
                instant(row.getDeployedAt()),
                instant(row.getHeartbeatAt()),
                row.getIsOfOtherFlake(),
                row.getIsUnrecognisedRevision(),
                row.getBasis(),
                commit(row.getRunningCommit(), row.getRunningAt(), null),
                commit(row.getEvaluatedCommit(), row.getEvaluatedAt(), null),
                commit(
                        row.getNewestCommit(),
                        row.getNewestAt(),
                        row.getNewestOutcome() == null
                                ? "not evaluated"
                                : row.getNewestOutcome().getLiteral()));
    }

    private static @Nullable CommitPoint commit(
            @Nullable String hash, @Nullable OffsetDateTime at, @Nullable String evaluation) {
        return hash == null || at == null ? null : new CommitPoint(hash, at.toInstant(), evaluation);
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
