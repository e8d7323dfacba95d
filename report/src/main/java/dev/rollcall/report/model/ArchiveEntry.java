// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import dev.rollcall.schema.domain.Counts;
import org.jspecify.annotations.Nullable;

/** A published snapshot with the counts of its predecessor, which the first of its matching lacks. */
public record ArchiveEntry(
        SnapshotSummary snapshot, @Nullable Counts before) {}
