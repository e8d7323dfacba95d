// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import dev.rollcall.schema.domain.Counts;
import org.jspecify.annotations.Nullable;

/**
 * A published snapshot in the list of all of them, with the counts of its predecessor.
 *
 * @param changedSystems how many systems changed status since then, joined or left
 */
public record HistoryEntry(
        SnapshotSummary snapshot, @Nullable Counts before, int changedSystems) {}
