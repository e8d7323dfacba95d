// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import dev.rollcall.schema.domain.Counts;
import org.jspecify.annotations.Nullable;

/** The counts of one flake in one snapshot; null for systems without a flake. */
public record FlakeCounts(@Nullable String flake, long snapshotId, Counts counts) {}
