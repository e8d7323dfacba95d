// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.overview;

import dev.rollcall.report.html.flake.MostRunView;
import dev.rollcall.report.html.part.HostView;
import dev.rollcall.report.html.part.SnapshotView;
import dev.rollcall.report.html.part.TimeView;
import dev.rollcall.report.model.Bounded;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person asks of a night first, a line each.
 *
 * @param since null on the first night
 * @param owners of the systems that need attention; none where all systems have the same
 * @param longest the systems that have been behind, and not been heard from, longest
 * @param mostRun the commit that most systems run; null where there are several flakes, or none is known
 * @param stuck the flakes of which no system is Up to Date, where there are several flakes
 * @param stuckSince those of them that had none in the baseline either
 * @param heard how many systems were heard from how long ago
 * @param marks how many systems are silent, pinned and exempt
 */
public record AnswersView(
        @Nullable SinceView since,
        Bounded<OwnerView> owners,
        List<LongestView> longest,
        @Nullable MostRunView mostRun,
        Bounded<FlakeView> stuck,
        Bounded<FlakeView> stuckSince,
        List<String> heard,
        boolean hasHeartbeats,
        List<String> marks) {

    /** What happened since the baseline, if anything did. */
    public record SinceView(SnapshotView baseline, List<String> happened) {}

    /** How many systems of an owner (null for none) need attention, the first of them, and where it says why. */
    public record OwnerView(
            @Nullable String owner, @Nullable String link, String count, Bounded<HostView> systems) {}

    /** A system, and for how long it has been what the label says. */
    public record LongestView(String hostname, @Nullable String link, String label, TimeView since) {}

    /** A flake with the way to its page, and how many systems it has. */
    public record FlakeView(String name, @Nullable String link, String systems) {}
}
