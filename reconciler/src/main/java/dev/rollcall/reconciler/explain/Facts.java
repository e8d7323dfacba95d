// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.explain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the rules look at for one system, as {@code inventory.system_facts} gives it. Null is for what is not known. */
public record Facts(
        @Nullable String flake,
        @Nullable String environment,
        @Nullable String alias,
        @Nullable String pinnedCommit,
        boolean hasState,
        @Nullable String storePath,
        @Nullable String configurationRevision,
        @Nullable Instant deployedAt,
        @Nullable Instant heartbeatAt,
        boolean isOfOtherFlake,
        boolean isUnrecognised,
        String evidence,
        @Nullable CommitPoint running,
        @Nullable CommitPoint evaluated,
        @Nullable CommitPoint newest) {}
