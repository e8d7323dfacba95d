// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import dev.rollcall.schema.domain.Counts;
import org.jspecify.annotations.Nullable;

/**
 * A published snapshot in the list of all of them, beside the counts of the one before it.
 *
 * @param changedSystems how many systems changed their status since the one before, joined or left
 */
public record HistoryEntry(
        SnapshotSummary snapshot, @Nullable Counts before, int changedSystems) {}
