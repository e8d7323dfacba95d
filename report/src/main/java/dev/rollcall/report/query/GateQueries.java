// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.query;

import static dev.rollcall.schema.jooq.history.Tables.GATE_EXEMPTIONS;
import static dev.rollcall.schema.jooq.history.Tables.GATE_RULES;
import static dev.rollcall.schema.jooq.history.Tables.GATE_VERDICTS;

import dev.rollcall.report.model.Bounded;
import dev.rollcall.report.model.GateExemption;
import dev.rollcall.report.model.GateRule;
import dev.rollcall.report.model.GateVerdict;
import dev.rollcall.schema.domain.NamePattern;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;

/** Reads the verdicts of gates. */
public final class GateQueries {

    private final DSLContext dsl;

    GateQueries(DSLContext dsl) {
        this.dsl = dsl;
    }

    /** The verdict on a snapshot, if there is one. */
    public Optional<GateVerdict> find(long snapshotId) {
        return dsl.selectFrom(GATE_VERDICTS)
                .where(GATE_VERDICTS.SNAPSHOT_ID.eq(snapshotId))
                .fetchOptional(row ->
                        new GateVerdict(row.getOutcome(), row.getReason(), rules(snapshotId), exemptions(snapshotId)));
    }

    private List<GateRule> rules(long snapshotId) {
        return dsl.selectFrom(GATE_RULES)
                .where(GATE_RULES.SNAPSHOT_ID.eq(snapshotId))
                .orderBy(GATE_RULES.NUMBER)
                .fetch(row -> new GateRule(
                        row.getRule(),
                        row.getScope(),
                        row.getThreshold(),
                        row.getMeasured(),
                        row.getOutcome(),
                        new Bounded<>(List.of(row.getBrokenBy()), row.getBrokenSystems())));
    }

    private List<GateExemption> exemptions(long snapshotId) {
        return dsl.selectFrom(GATE_EXEMPTIONS)
                .where(GATE_EXEMPTIONS.SNAPSHOT_ID.eq(snapshotId))
                .orderBy(GATE_EXEMPTIONS.NUMBER)
                .fetch(row -> new GateExemption(
                        new NamePattern(row.getHosts()),
                        row.getAdvisory(),
                        row.getReason(),
                        row.getOwner(),
                        row.getExpires(),
                        row.getIsExpired(),
                        new Bounded<>(List.of(row.getHostnames()), row.getSystems())));
    }
}
