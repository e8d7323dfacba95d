// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.overview;

import dev.rollcall.report.html.advisory.AdvisoriesAnswer;
import dev.rollcall.report.html.flake.MostRunView;
import dev.rollcall.report.html.part.HostView;
import dev.rollcall.report.html.part.SnapshotView;
import dev.rollcall.report.html.part.TimeView;
import dev.rollcall.report.model.Bounded;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answers to the first questions about a night, one line each.
 *
 * @param since null on the first night
 * @param owners owners of systems that need attention; empty if all systems have the same owner
 * @param longest the systems that have been behind, and not heard from, longest
 * @param mostRun the commit that most systems run; null with several flakes, or if unknown
 * @param flakes how many flakes have systems
 * @param stuck those of them in which no system is Up to Date
 * @param stuckSince with several flakes, those that had none in the baseline either
 * @param heard how many systems were heard from, by age
 * @param marks how many systems are silent, need a reboot, are pinned and exempt
 * @param advisories null if the night used no scans
 */
public record AnswersView(
        @Nullable SinceView since,
        Bounded<OwnerView> owners,
        List<LongestView> longest,
        @Nullable MostRunView mostRun,
        int flakes,
        Bounded<FlakeView> stuck,
        Bounded<FlakeView> stuckSince,
        List<String> heard,
        boolean hasHeartbeats,
        List<String> marks,
        @Nullable AdvisoriesAnswer advisories) {

    /** The changes since the baseline, if any. */
    public record SinceView(SnapshotView baseline, List<String> happened) {}

    /** How many systems of an owner (or null) need attention, the first of them, and a link to the causes. */
    public record OwnerView(
            @Nullable String owner, @Nullable String link, String count, Bounded<HostView> systems) {}

    /** A system, and how long the condition in the label has held. */
    public record LongestView(String hostname, @Nullable String link, String label, TimeView since) {}

    /** A flake with a link to its page, and its number of systems. */
    public record FlakeView(String name, @Nullable String link, String systems) {}
}
