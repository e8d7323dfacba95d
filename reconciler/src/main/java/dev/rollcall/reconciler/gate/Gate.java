// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.gate;

import dev.rollcall.reconciler.doctor.Examination;
import dev.rollcall.reconciler.registration.KnownNames;
import dev.rollcall.report.model.GateVerdict;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.report.query.ReportQueries;
import dev.rollcall.report.query.SystemQueries;
import dev.rollcall.schema.domain.Matching;
import dev.rollcall.schema.error.NamedError;
import dev.rollcall.schema.error.RollcallException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Evaluates a policy against a snapshot, or against the current inventory. */
public final class Gate {

    private final DSLContext dsl;
    private final Policy policy;
    private final EarlierNights nights;

    public Gate(DSLContext dsl, Policy policy) {
        this(dsl, policy, new EarlierNights(policy));
    }

    /** With earlier nights of the same policy that another gate may have read. */
    public Gate(DSLContext dsl, Policy policy, EarlierNights nights) {
        this.dsl = dsl;
        this.policy = policy;
        this.nights = nights;
    }

    /**
     * Evaluates the policy against a published snapshot.
     *
     * @throws RollcallException if a rule does not make sense for this database
     */
    public GateVerdict judge(SnapshotSummary snapshot) {
        ReportQueries queries = ReportQueries.of(dsl);
        GateFacts facts = facts(queries, snapshot.matching(), snapshot.asOf(), snapshot.id());
        PolicyEvaluation evaluation = new PolicyEvaluation(policy, snapshot.asOf(), facts::evaluation, facts::closures);
        queries.systems().forEachOf(snapshot.id(), evaluation);
        return evaluation.verdict(queries.findings()
                .staleInventory(snapshot.id())
                .map(any -> stale(snapshot.newestFact()))
                .orElse(null));
    }

    /** Evaluates the policy against the inventory at a point in time, without storing anything. */
    public GateVerdict judgeLive(Instant asOf, Matching matching, Duration silentAfter, Duration staleAfter) {
        GateFacts facts = facts(ReportQueries.of(dsl), matching, asOf, null);
        PolicyEvaluation evaluation = new PolicyEvaluation(policy, asOf, facts::evaluation, facts::closures);
        new SystemQueries(dsl).forEachLive(asOf, matching, silentAfter, evaluation);
        return evaluation.verdict(stale(asOf, staleAfter));
    }

    /**
     * Checks the rules before doing any work.
     *
     * @throws RollcallException if a rule does not make sense for this database
     * @throws RollcallException if a rule refers to a missing snapshot
     */
    public void requireUnderstood(Instant asOf, Matching matching) {
        requireKnown(KnownNames.ofInventory(dsl));
        GateFacts facts = facts(ReportQueries.of(dsl), matching, asOf, null);
        policy.rules().forEach(facts::evaluation);
    }

    /**
     * Checks the names in the scopes of the rules, including names that only the snapshot still has.
     *
     * @throws RollcallException if nothing has such a name; suggests the nearest
     */
    public void requireKnown(SnapshotSummary snapshot) {
        requireKnown(KnownNames.ofSnapshot(dsl, snapshot.id()));
    }

    private void requireKnown(KnownNames names) {
        unknownName(names).ifPresent(error -> {
            throw new RollcallException(error, null);
        });
    }

    /** The error that {@link #requireUnderstood} would report for a name in a rule's scope. */
    public Optional<NamedError> unknownName() {
        return unknownName(KnownNames.ofInventory(dsl));
    }

    private Optional<NamedError> unknownName(KnownNames names) {
        // without systems the gate is undecided, whatever the rules say
        if (!names.hasSystems()) {
            return Optional.empty();
        }
        return policy.rules().stream()
                .flatMap(rule -> rule
                        .scope()
                        .error(names)
                        .map(error -> new NamedError(
                                error.name(),
                                "The rule " + rule.name().code() + " has an empty scope. " + error.sentence()))
                        .stream())
                .findFirst();
    }

    private GateFacts facts(ReportQueries queries, Matching matching, Instant asOf, @Nullable Long snapshotId) {
        return new GateFacts(dsl, queries.references(matching), matching, asOf, nights, snapshotId, policy);
    }

    private @Nullable String stale(Instant asOf, Duration staleAfter) {
        Examination examination = new Examination(dsl, asOf);
        Optional<Instant> newest = examination.newestFact();
        return newest.filter(at -> examination.isFresh(at, staleAfter)).isPresent() ? null : stale(newest);
    }

    private static String stale(Optional<Instant> newestFact) {
        return newestFact
                .map(at -> "The inventory is stale: nothing since " + at.truncatedTo(ChronoUnit.SECONDS) + ".")
                .orElse("The inventory is empty.");
    }
}
