// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.job;

import dev.rollcall.schema.domain.Matching;
import java.time.Instant;

/** A snapshot that retention no longer keeps. */
public record PrunableSnapshot(long id, Instant asOf, Matching matching) {}
