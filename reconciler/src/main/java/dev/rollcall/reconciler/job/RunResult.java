// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.job;

import dev.rollcall.report.model.GateVerdict;
import dev.rollcall.report.model.SnapshotSummary;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The result of a run.
 *
 * @param previous the previous snapshot, apart from those of interrupted runs that this one tried to finish; or null
 * @param report the page to open; null without a report
 * @param verdict the gate's verdict; null without a policy
 * @param isNew false if the snapshot had already been published, so that at most its verdict changed
 */
public record RunResult(
        SnapshotSummary snapshot,
        @Nullable SnapshotSummary previous,
        @Nullable Path report,
        @Nullable GateVerdict verdict,
        boolean isNew) {

    /** The baseline of its outputs. */
    public @Nullable Long previousId() {
        return previous == null ? null : previous.id();
    }
}
