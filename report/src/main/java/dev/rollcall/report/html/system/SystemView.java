// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.system;

import dev.rollcall.report.html.part.CommitView;
import dev.rollcall.report.html.part.ErrorView;
import dev.rollcall.report.html.part.LackedView;
import dev.rollcall.report.html.part.TimeView;
import dev.rollcall.schema.domain.Basis;
import dev.rollcall.schema.domain.Reason;
import dev.rollcall.schema.domain.Status;
import org.jspecify.annotations.Nullable;

/**
 * A row of a table of systems. The link leads to the system's permanent place; its row there has the anchor and no
 * link. The newest commit is null if it is the running one. The exemption says why the gate excludes it. The
 * reboot is its mark with how long it has needed one, null if it does not.
 */
public record SystemView(
        Status status,
        boolean isSilent,
        @Nullable String reboot,
        String hostname,
        @Nullable String link,
        String anchor,
        @Nullable String flake,
        @Nullable String environment,
        @Nullable String owner,
        Reason reason,
        @Nullable CommitView running,
        @Nullable CommitView newest,
        @Nullable String behind,
        @Nullable TimeView behindSince,
        @Nullable TimeView deployedAt,
        @Nullable TimeView lastSeenAt,
        @Nullable StripView strip,
        @Nullable String story,
        boolean isPinned,
        @Nullable String exemption,
        @Nullable Evidence evidence) {

    /**
     * What the row doesn't show. Basis and store path are null if the store path identified the running commit, the
     * evaluated commit if it is the newest or the advice mentions it.
     */
    public record Evidence(
            String advice,
            @Nullable ErrorView error,
            @Nullable Basis basis,
            @Nullable String storePath,
            @Nullable CommitView evaluated,
            @Nullable CommitView pinned,
            @Nullable String alias,
            @Nullable LackedView lacked) {

        /** What distinguishes a system from others of its cause. */
        static Evidence apart(String advice, @Nullable ErrorView error) {
            return new Evidence(advice, error, null, null, null, null, null, null);
        }
    }
}
