// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import dev.rollcall.schema.domain.Reason;
import dev.rollcall.schema.domain.Status;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A system that has not come to a commit; what it runs is null where that is not known. */
public record MissingSystem(
        String hostname,
        @Nullable String environment,
        @Nullable String owner,
        Status status,
        Reason reason,
        @Nullable String commit,
        @Nullable Instant deployedAt) {}
