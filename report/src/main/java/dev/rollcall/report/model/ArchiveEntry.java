// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import dev.rollcall.schema.domain.Counts;
import org.jspecify.annotations.Nullable;

/** A published snapshot beside the counts of the one before it, which the first of its matching does not have. */
public record ArchiveEntry(
        SnapshotSummary snapshot, @Nullable Counts before) {}
