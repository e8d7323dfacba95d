// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.system;

import dev.rollcall.report.html.page.PageFrame;
import dev.rollcall.report.html.part.CommitView;
import dev.rollcall.report.html.part.ErrorView;
import dev.rollcall.report.html.part.LackedView;
import dev.rollcall.report.html.part.SnapshotView;
import dev.rollcall.report.html.part.TimeView;
import dev.rollcall.schema.domain.Basis;
import dev.rollcall.schema.domain.Finding;
import dev.rollcall.schema.domain.Reason;
import dev.rollcall.schema.domain.Status;
import dev.rollcall.schema.text.Words;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The permanent page of a system, as of the last night that found something new about it.
 *
 * @param mark the instant and the facts of the page, by which a later night knows whether it is still true
 * @param leftAt the first night without the system, if it is gone; the rest is of the last night that had it
 * @param unheard for how long nothing was heard from it, where that is what is urgent about it
 * @param lacked the commits that it lacks, null where it lacks none or the night has not kept them
 * @param version the NixOS that it runs and the one that it should, where the names of what it runs and should tell
 * @param title why it has its status, in a few words
 */
public record SystemPageModel(
        PageFrame frame,
        SnapshotView snapshot,
        String mark,
        @Nullable TimeView leftAt,
        SystemView system,
        String title,
        String meaning,
        String advice,
        @Nullable ErrorView error,
        @Nullable Basis basis,
        @Nullable String storePath,
        @Nullable VersionView version,
        @Nullable CommitView evaluated,
        @Nullable CommitView pinned,
        @Nullable String alias,
        @Nullable String unheard,
        @Nullable LackedView lacked,
        StoryView story,
        List<Finding> findings) {

    /** A version of NixOS such as 25.05.20250806.077ce82, whose end names a commit of nixpkgs; null where it is not known. */
    public record VersionView(
            @Nullable String runs, @Nullable String should) {

        private static final Pattern IN_STORE_PATH = Pattern.compile("-nixos-system-.*-(\\d{2}\\.\\d{2}.*)$");

        static @Nullable VersionView of(@Nullable String storePath, @Nullable String should) {
            Matcher matcher = IN_STORE_PATH.matcher(storePath == null ? "" : storePath);
            String runs = matcher.find() ? matcher.group(1) : null;
            return runs == null && should == null
                    ? null
                    : new VersionView(Words.visibleOrNull(runs), Words.visibleOrNull(should));
        }

        public boolean isSame() {
            return should == null || should.equals(runs);
        }
    }

    /**
     * What the system went through, newest first, and as a line of time.
     *
     * @param leftOut how many earlier periods the page has no room for
     */
    public record StoryView(String from, String to, List<Piece> pieces, List<PeriodView> periods, int leftOut) {}

    /** A piece of the line, both in percent of its width. */
    public record Piece(Status status, String x, String width) {}

    /** A time with one status; null if it was not in the inventory. */
    public record PeriodView(
            TimeView since,
            @Nullable Status status,
            @Nullable Reason reason,
            @Nullable CommitView commit,
            String length,
            boolean isReconstructed) {}
}
