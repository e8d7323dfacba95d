// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.system;

import dev.rollcall.report.html.advisory.HostAdvisoriesView;
import dev.rollcall.report.html.closure.HostPackagesView;
import dev.rollcall.report.html.page.PageFrame;
import dev.rollcall.report.html.part.CommitView;
import dev.rollcall.report.html.part.ErrorView;
import dev.rollcall.report.html.part.LackedView;
import dev.rollcall.report.html.part.SnapshotView;
import dev.rollcall.report.html.part.TimeView;
import dev.rollcall.schema.domain.Basis;
import dev.rollcall.schema.domain.Finding;
import dev.rollcall.schema.domain.Reason;
import dev.rollcall.schema.domain.Reboot;
import dev.rollcall.schema.domain.Status;
import dev.rollcall.schema.domain.SystemRow;
import dev.rollcall.schema.text.Words;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The permanent page of a system, as of the last night in which something about it changed.
 *
 * @param mark the time and the facts of the page, for a later night to check whether it is still current
 * @param leftAt the first report without the system, if it is gone; the rest is from the last report with it
 * @param unheard how long it has not been heard from, if that is its most urgent condition
 * @param lacked the commits that it lacks; null if it lacks none or the night has not stored them
 * @param packages what is inside what it runs; null if no closures were imported
 * @param advisories what scanners found in it; null if the night used no scans
 * @param version the NixOS version that it runs and the one that it should run, if known from their names
 * @param reboot null if the system has never reported
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
        @Nullable RebootView reboot,
        @Nullable LackedView lacked,
        @Nullable HostPackagesView packages,
        @Nullable HostAdvisoriesView advisories,
        StoryView story,
        List<Finding> findings) {

    /** Whether a reboot is needed, in words, and since when; and when the system booted, if known. */
    public record RebootView(
            String words,
            @Nullable TimeView since,
            @Nullable TimeView bootedAt) {

        static @Nullable RebootView of(SystemRow row, Instant asOf) {
            if (row.deployedAt() == null) {
                return null;
            }
            Reboot reboot = row.reboot();
            return new RebootView(
                    !reboot.isCollected() ? "not collected" : reboot.isNeeded() ? "needed" : "not needed",
                    TimeView.ofNullable(reboot.neededSince(), asOf),
                    TimeView.ofNullable(reboot.bootedAt(), asOf));
        }
    }

    /** A NixOS version such as 25.05.20250806.077ce82, which ends with a commit of nixpkgs; null if unknown. */
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
     * The story of the system, newest first, and as a timeline.
     *
     * @param leftOut how many earlier periods don't fit the page
     */
    public record StoryView(String from, String to, List<Piece> pieces, List<PeriodView> periods, int leftOut) {}

    /** A piece of the timeline, in percent of its width. */
    public record Piece(Status status, String x, String width) {}

    /** A period with one status; null if it was not in the inventory. It may start with going back from a newer commit. */
    public record PeriodView(
            TimeView since,
            @Nullable Status status,
            @Nullable Reason reason,
            @Nullable CommitView commit,
            @Nullable CommitView wentBackFrom,
            String length,
            boolean isReconstructed) {}
}
