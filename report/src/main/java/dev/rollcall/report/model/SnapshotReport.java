// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import dev.rollcall.schema.domain.FindingKind;
import dev.rollcall.schema.domain.SystemRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What every machine format tells of a snapshot, but for its systems, which are read one after the other.
 *
 * @param changes what differs from the baseline; null without one
 * @param flakes the counts of every flake, by name, those without a flake last
 * @param reasons every reason of the vocabulary, also those that no system has, by status
 * @param findings every kind of finding, also those that there are none of, by name
 * @param errors the texts of failed evaluations that most systems have, the most frequent first
 * @param gate the verdict; null where no policy judged the snapshot
 * @param missingNights how many nights are missing before it
 */
public record SnapshotReport(
        SnapshotSummary snapshot,
        FleetVerdict verdict,
        @Nullable SnapshotDiff changes,
        List<FlakeTotals> flakes,
        List<ReasonCount> reasons,
        List<FindingCount> findings,
        Bounded<ErrorCount> errors,
        @Nullable GateVerdict gate,
        int missingNights) {

    public SnapshotReport {
        flakes = List.copyOf(flakes);
        reasons = List.copyOf(reasons);
        findings = List.copyOf(findings);
    }

    /** How many findings of a kind there are. */
    public record FindingCount(FindingKind finding, int count) {}

    /** Whether the newest fact was too old for the verdicts to be trusted. */
    public boolean isStale() {
        return findings.stream()
                .anyMatch(finding -> finding.finding() == FindingKind.STALE_INVENTORY && finding.count() > 0);
    }

    /** Whether the verdict of the gate leaves a system out. */
    public boolean isExempt(SystemRow system) {
        return gate != null && gate.exemptionOf(system.hostname()).isPresent();
    }
}
