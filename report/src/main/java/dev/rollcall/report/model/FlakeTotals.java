// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import dev.rollcall.schema.domain.Counts;
import org.jspecify.annotations.Nullable;

/** The counts of one flake in a snapshot and in its baseline; a null flake stands for the systems that have none. */
public record FlakeTotals(@Nullable String flake, @Nullable String newestCommit, Counts counts, Counts before) {}
