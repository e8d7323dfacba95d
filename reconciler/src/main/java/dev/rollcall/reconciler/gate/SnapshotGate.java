// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.gate;

import static dev.rollcall.schema.jooq.history.Tables.GATE_EXEMPTIONS;
import static dev.rollcall.schema.jooq.history.Tables.GATE_RULES;
import static dev.rollcall.schema.jooq.history.Tables.GATE_VERDICTS;

import dev.rollcall.report.model.GateExemption;
import dev.rollcall.report.model.GateRule;
import dev.rollcall.report.model.GateVerdict;
import dev.rollcall.report.query.ReportQueries;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.RollcallException;
import java.util.Optional;
import org.jooq.DSLContext;

/** Evaluates one policy against snapshots and stores the verdicts; does nothing without rules. */
public final class SnapshotGate {

    private final DSLContext dsl;
    private final Policy policy;

    public SnapshotGate(DSLContext dsl, Policy policy) {
        this.dsl = dsl;
        this.policy = policy;
    }

    public boolean hasRules() {
        return !policy.isEmpty();
    }

    /** Evaluates the policy against a published snapshot and replaces an earlier verdict. */
    public void judge(long snapshotId) {
        if (policy.isEmpty()) {
            return;
        }
        GateVerdict verdict = new Gate(dsl, policy)
                .judge(ReportQueries.of(dsl)
                        .snapshots()
                        .find(snapshotId)
                        .orElseThrow(() -> new RollcallException(
                                ErrorName.UNKNOWN_SNAPSHOT, "There is no published snapshot " + snapshotId + ".")));
        save(snapshotId, verdict);
    }

    /** The stored verdict on a snapshot, if the policy has rules. */
    public Optional<GateVerdict> verdict(long snapshotId) {
        return policy.isEmpty()
                ? Optional.empty()
                : ReportQueries.of(dsl).gate().find(snapshotId);
    }

    /** Replaces an earlier verdict, unless it is equal. */
    private void save(long snapshotId, GateVerdict verdict) {
        dsl.transaction(transaction -> {
            DSLContext inside = transaction.dsl();
            boolean isKnown = ReportQueries.of(inside)
                    .gate()
                    .find(snapshotId)
                    .filter(verdict::equals)
                    .isPresent();
            if (!isKnown) {
                replace(inside, snapshotId, verdict);
            }
        });
    }

    private static void replace(DSLContext inside, long snapshotId, GateVerdict verdict) {
        inside.deleteFrom(GATE_VERDICTS)
                .where(GATE_VERDICTS.SNAPSHOT_ID.eq(snapshotId))
                .execute();
        inside.insertInto(GATE_VERDICTS)
                .values(snapshotId, verdict.outcome(), verdict.reason())
                .execute();
        int number = 0;
        for (GateRule rule : verdict.rules()) {
            inside.insertInto(GATE_RULES)
                    .values(
                            snapshotId,
                            ++number,
                            rule.rule(),
                            rule.scope(),
                            rule.threshold(),
                            rule.measured(),
                            rule.outcome(),
                            rule.brokenBy().total(),
                            rule.brokenBy().shown().toArray(String[]::new))
                    .execute();
        }
        number = 0;
        for (GateExemption exemption : verdict.exemptions()) {
            inside.insertInto(GATE_EXEMPTIONS)
                    .values(
                            snapshotId,
                            ++number,
                            exemption.hosts().text(),
                            exemption.reason(),
                            exemption.owner(),
                            exemption.expires(),
                            exemption.isExpired(),
                            exemption.systems().total(),
                            exemption.systems().shown().toArray(String[]::new),
                            exemption.advisory())
                    .execute();
        }
    }
}
