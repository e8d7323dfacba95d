// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import dev.rollcall.schema.domain.FindingKind;
import dev.rollcall.schema.domain.SystemRow;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What every machine-readable format contains about a snapshot, except for its systems, which are streamed.
 *
 * @param verdict read when asked for, because only summaries have it
 * @param changes the differences from the baseline; null without one, or if no format has them
 * @param flakes the counts of every flake, by name, systems without a flake last
 * @param reasons all reasons, including unused ones, by status
 * @param findings all kinds of findings, including unused ones, by name
 * @param errors the most frequent texts of failed evaluations
 * @param gate the verdict; null without a gate
 * @param wentBack how many systems run an older commit than in the previous snapshot, whatever the baseline is
 * @param missingNights how many nights are missing before it
 */
public record SnapshotReport(
        SnapshotSummary snapshot,
        Supplier<FleetVerdict> verdict,
        @Nullable SnapshotDiff changes,
        List<FlakeTotals> flakes,
        List<ReasonCount> reasons,
        List<FindingCount> findings,
        Bounded<ErrorCount> errors,
        @Nullable GateVerdict gate,
        int wentBack,
        int missingNights) {

    public SnapshotReport {
        flakes = List.copyOf(flakes);
        reasons = List.copyOf(reasons);
        findings = List.copyOf(findings);
    }

    public record FindingCount(FindingKind finding, int count) {}

    /** Whether the statuses may be out of date. */
    public boolean isStale() {
        return findings.stream()
                .anyMatch(finding -> finding.finding() == FindingKind.STALE_INVENTORY && finding.count() > 0);
    }

    /** Whether the gate excludes a system. */
    public boolean isExempt(SystemRow system) {
        return gate != null && gate.exemptionOf(system.hostname()).isPresent();
    }
}
