// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.explain;

import java.time.Instant;

/**
 * An evaluation with the store path that the system runs.
 *
 * @param commitAt since when its commit is on the branch
 * @param isWithdrawn whether it has been withdrawn
 */
public record MatchedEvaluation(String flake, String name, String commit, Instant commitAt, boolean isWithdrawn) {}
