// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.gate;

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
        new VerdictStore(dsl).save(snapshotId, verdict);
    }

    /** The stored verdict on a snapshot, if the policy has rules. */
    public Optional<GateVerdict> verdict(long snapshotId) {
        return policy.isEmpty()
                ? Optional.empty()
                : ReportQueries.of(dsl).gate().find(snapshotId);
    }
}
