// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A night between two snapshots that there is no snapshot of.
 *
 * @param expectedAt about when there would have been one
 * @param failedStep the step in which its run failed; null where no run of it is known
 */
public record MissingNight(Instant expectedAt, @Nullable String failedStep) {}
