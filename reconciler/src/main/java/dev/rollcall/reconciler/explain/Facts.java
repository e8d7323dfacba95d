// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.explain;

import dev.rollcall.schema.domain.Basis;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the rules look at for one system, as {@code inventory.system_facts} gives it. Null is for what is not known.
 *
 * @param matchedName the name under which the flake builds what the system runs, where it evaluates nothing under its own
 * @param pinPosition how many commits are newer than the pinned one; null where that is not on the branch
 * @param comparedPosition how many commits are newer than the one that stands for what the system runs
 * @param evaluationError the text of the failed evaluation of the newest commit, whatever the status is
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
        boolean isWithdrawn,
        boolean isOfOtherSystem,
        boolean isOfOtherFlake,
        Basis evidence,
        @Nullable CommitPoint running,
        @Nullable CommitPoint evaluated,
        @Nullable CommitPoint newest,
        @Nullable Integer comparedPosition,
        @Nullable String evaluationError) {

    /** The name under which the evaluations of the system are looked for. */
    String askedName(String hostname) {
        return matchedName != null ? matchedName : alias != null ? alias : hostname;
    }
}
