// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A kind of fact, and how fresh it was in a night.
 *
 * @param kind state, evaluation, commit or heartbeat
 * @param newestAt the time of the newest one; null if there was none
 */
public record Feed(String kind, @Nullable Instant newestAt) {}
