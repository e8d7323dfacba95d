// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import dev.rollcall.schema.domain.FactKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A kind of fact, and how fresh it was in a night.
 *
 * @param newestAt the time of the newest one; null if there was none
 */
public record Feed(FactKind kind, @Nullable Instant newestAt) {}
