// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A commit on the branch of a flake since its effective time; subject and author are null where nobody said them. */
public record LineCommit(
        String hash,
        Instant countsFrom,
        @Nullable String subject,
        @Nullable String author) {}
