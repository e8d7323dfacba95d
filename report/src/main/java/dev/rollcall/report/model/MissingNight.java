// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A night without a snapshot.
 *
 * @param expectedAt the approximate time of its snapshot
 * @param failedStep the step in which its run failed; null if no run is recorded
 */
public record MissingNight(Instant expectedAt, @Nullable String failedStep) {}
