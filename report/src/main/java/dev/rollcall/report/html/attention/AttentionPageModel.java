// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.attention;

import dev.rollcall.report.html.finding.FindingsPageModel.FindingGroup;
import dev.rollcall.report.html.page.PageFrame;
import dev.rollcall.report.html.part.CommitView;
import dev.rollcall.report.html.part.ErrorView;
import dev.rollcall.report.html.part.SnapshotView;
import dev.rollcall.report.html.part.VerdictView;
import dev.rollcall.report.html.system.SystemTableView;
import dev.rollcall.report.model.Bounded;
import dev.rollcall.schema.domain.Status;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The systems that are not up to date, by cause.
 *
 * @param hasOwners whether systems have different owners
 * @param owners most systems that need attention first; empty if all systems have the same owner
 * @param findings problems of the inventory
 * @param causesLeftOut how many causes don't fit the page
 */
public record AttentionPageModel(
        PageFrame frame,
        SnapshotView snapshot,
        VerdictView verdict,
        boolean hasSystems,
        boolean hasOwners,
        List<CauseView> causes,
        Bounded<OwnerCausesView> owners,
        List<FindingGroup> findings,
        int causesLeftOut) {

    /**
     * Systems with one cause, and what to do about it.
     *
     * @param longest how long the condition has held for the system with the longest time; null if unknown
     * @param leftOut how many of its systems don't fit the page
     * @param list the file with all of them; null if the page has all of them
     */
    public record CauseView(
            String anchor,
            Status look,
            boolean needsAttention,
            String title,
            String meaning,
            String advice,
            String count,
            @Nullable String longest,
            Bounded<OwnerView> owners,
            Bounded<FlakeView> flakes,
            Bounded<ErrorGroup> errors,
            SystemTableView systems,
            int leftOut,
            @Nullable String list) {}

    /** How many systems of the cause an owner has. */
    public record OwnerView(@Nullable String owner, String count) {}

    /** The text of a failed evaluation, and how many systems of the cause have it. */
    public record ErrorGroup(String count, ErrorView error) {}

    /** A flake (or null) with its newest commit, and how many systems of the cause it has. */
    public record FlakeView(
            @Nullable String flake,
            @Nullable String link,
            @Nullable CommitView newest,
            String count) {}
}
