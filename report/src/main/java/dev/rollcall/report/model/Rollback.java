// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A system that runs an older commit of its flake than in the previous snapshot.
 *
 * @param asOf the time of the snapshot that found it
 */
public record Rollback(
        String hostname,
        String flake,
        @Nullable String environment,
        @Nullable String owner,
        Instant asOf,
        String from,
        String to) {}
