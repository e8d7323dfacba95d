// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The verdict on one system and the facts behind it. Basis, commits behind and behind since are null for Offline and
 * Unknown State. A pinned system is compared with its pin instead of the newest commit; alias is its evaluation name if
 * that is not the hostname; evaluationError is the text of the newest commit's failed evaluation.
 */
public record SystemRow(
        String hostname,
        @Nullable String flake,
        Status status,
        Reason reason,
        @Nullable Basis basis,
        @Nullable String runningCommit,
        @Nullable String evaluatedCommit,
        @Nullable String newestCommit,
        @Nullable Integer commitsBehind,
        @Nullable Instant behindSince,
        @Nullable Instant deployedAt,
        @Nullable Instant lastSeenAt,
        boolean silent,
        @Nullable String storePath,
        @Nullable String environment,
        @Nullable String pinnedCommit,
        @Nullable String alias,
        @Nullable String owner,
        @Nullable String evaluationError,
        Reboot reboot) {}
