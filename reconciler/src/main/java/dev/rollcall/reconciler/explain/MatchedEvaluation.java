// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.explain;

import java.time.Instant;

/**
 * An evaluation whose store path is the one that the system runs.
 *
 * @param commitAt since when its commit is on the branch
 * @param isWithdrawn whether it no longer is
 */
public record MatchedEvaluation(String flake, String name, String commit, Instant commitAt, boolean isWithdrawn) {}
