// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import dev.rollcall.schema.domain.Reason;
import dev.rollcall.schema.domain.Status;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How many systems have a status for one reason, and since when the first of them has been behind. */
public record ReasonCount(
        Status status, Reason reason, int systems, @Nullable Instant behindSince) {}
