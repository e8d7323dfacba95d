// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.rollout;

import dev.rollcall.report.html.page.PageFrame;
import dev.rollcall.report.html.part.CommitView;
import dev.rollcall.report.html.part.HostView;
import dev.rollcall.report.html.part.SnapshotView;
import dev.rollcall.report.html.part.TimeView;
import dev.rollcall.schema.domain.Status;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How fast the last commits of a flake reached its systems.
 *
 * @param last how many commits there are, as a heading
 * @param axis how much time the curves of all commits show
 * @param median null where too few commits are old enough
 * @param missing the systems that the newest commit older than a day does not run on, null where there is no such commit
 */
public record FlakeRolloutPageModel(
        PageFrame frame,
        SnapshotView snapshot,
        String name,
        @Nullable String flakeLink,
        RolloutWords words,
        String last,
        String axis,
        String half,
        @Nullable CurveView median,
        List<CommitRow> commits,
        List<CommitCurve> curves,
        @Nullable MissingView missing) {

    /** A commit with its curve on the axis of all; the anchor leads to its own, where it is shown. */
    public record CommitRow(
            CommitView commit,
            @Nullable String anchor,
            @Nullable String subject,
            @Nullable String author,
            TimeView committed,
            CurveView curve,
            String first,
            List<ShareTime> shares,
            String runsOn) {}

    /** A share of the systems, and how long it took to it. */
    public record ShareTime(String share, String after) {}

    /** A commit with its curve on an axis of its own, and the nights on which it changed. */
    public record CommitCurve(
            CommitRow row, String anchor, CurveView curve, String axis, List<NightRow> nights, String summary) {}

    /** A night in numbers. */
    public record NightRow(TimeView night, String runsOn, String share) {}

    /** Systems that a commit does not run on. */
    public record MissingView(CommitView commit, List<SystemRow> systems, int leftOut) {}

    /** Such a system. */
    public record SystemRow(
            HostView host,
            @Nullable String environment,
            @Nullable String owner,
            Status status,
            String reason,
            @Nullable CommitView runs) {}
}
