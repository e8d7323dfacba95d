// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html;

import dev.rollcall.report.model.Bounded;
import dev.rollcall.report.model.Status;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The systems that are not up to date, by reason. */
public record AttentionPageModel(
        PageFrame frame,
        SnapshotView snapshot,
        VerdictView verdict,
        String total,
        boolean hasSystems,
        @Nullable String staleWarning,
        List<ReasonGroup> groups) {

    /** The systems of one reason, with what they have in common. */
    public record ReasonGroup(
            String anchor,
            Status status,
            String reason,
            String meaning,
            String count,
            @Nullable TimeView behindSince,
            Bounded<CauseView> causes,
            Bounded<ErrorGroup> errors,
            Bounded<SystemView> systems) {}

    /** The text of a failed evaluation, and how many systems of the reason have it. */
    public record ErrorGroup(String count, ErrorView error) {}

    /** A flake (null for none) with its newest commit, and how many systems of the reason it has. */
    public record CauseView(
            @Nullable String flake,
            @Nullable String link,
            @Nullable CommitView newest,
            String count) {}
}
