// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.explain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A commit and its time; {@code evaluation} says in a word how it evaluates for the system, null where not asked. */
public record CommitPoint(String hash, Instant at, @Nullable String evaluation) {}
