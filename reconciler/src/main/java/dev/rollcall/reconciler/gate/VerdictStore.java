// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.gate;

import static dev.rollcall.schema.jooq.history.Tables.GATE_EXEMPTIONS;
import static dev.rollcall.schema.jooq.history.Tables.GATE_RULES;
import static dev.rollcall.schema.jooq.history.Tables.GATE_VERDICTS;

import dev.rollcall.report.model.GateExemption;
import dev.rollcall.report.model.GateRule;
import dev.rollcall.report.model.GateVerdict;
import dev.rollcall.report.query.ReportQueries;
import org.jooq.DSLContext;

/** Stores the verdicts on snapshots. */
public final class VerdictStore {

    private final DSLContext dsl;

    public VerdictStore(DSLContext dsl) {
        this.dsl = dsl;
    }

    /** Replaces an earlier verdict, unless it is equal. */
    public void save(long snapshotId, GateVerdict verdict) {
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
