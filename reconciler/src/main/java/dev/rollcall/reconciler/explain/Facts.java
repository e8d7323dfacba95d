// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.explain;

import dev.rollcall.schema.domain.Basis;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The facts about one system, from {@code inventory.system_facts}. Null means unknown.
 *
 * @param matchedName the name under which the flake builds what the system runs, if it has no evaluation under the
 *     system's own name
 * @param bootedStorePath what the newest state says that the system booted
 * @param pinPosition the number of commits newer than the pin; null if the pin is not on the branch
 * @param comparedPosition the number of commits newer than the running (or evaluated) one
 * @param evaluationError the text of the newest commit's failed evaluation, whatever the status
 */
public record Facts(
        @Nullable String flake,
        @Nullable String alias,
        @Nullable String matchedName,
        boolean isHeld,
        @Nullable Integer pinPosition,
        boolean hasState,
        @Nullable String configurationRevision,
        @Nullable Instant heartbeatAt,
        @Nullable String bootedStorePath,
        boolean isWithdrawn,
        boolean isOfOtherSystem,
        boolean isOfOtherFlake,
        Basis evidence,
        @Nullable CommitPoint running,
        @Nullable CommitPoint evaluated,
        @Nullable CommitPoint newest,
        @Nullable Integer comparedPosition,
        @Nullable String evaluationError) {

    /** The name under which the system's evaluations are looked up. */
    String askedName(String hostname) {
        return matchedName != null ? matchedName : alias != null ? alias : hostname;
    }
}
