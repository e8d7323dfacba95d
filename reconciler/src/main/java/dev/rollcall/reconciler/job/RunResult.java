// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.job;

import dev.rollcall.report.model.GateVerdict;
import dev.rollcall.report.model.SnapshotSummary;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The result of a run.
 *
 * @param previous the snapshot before it; null where there is none
 * @param report the page to open; null where none was asked for
 * @param verdict what the gate said; null where the run had no policy
 * @param isNew false if the snapshot had been published before, and this run changed nothing but perhaps the verdict
 */
public record RunResult(
        SnapshotSummary snapshot,
        @Nullable SnapshotSummary previous,
        @Nullable Path report,
        @Nullable GateVerdict verdict,
        boolean isNew) {}
