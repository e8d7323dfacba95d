// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.rollout;

import dev.rollcall.report.html.link.HostLinks;
import dev.rollcall.report.html.page.Night;
import dev.rollcall.report.html.part.CommitView;
import dev.rollcall.report.html.part.TimeView;
import dev.rollcall.report.model.FlakeRollout;
import dev.rollcall.report.model.Rollout;
import dev.rollcall.report.wording.RolloutText;
import dev.rollcall.schema.text.Words;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A sentence on how fast commits reach the systems of a flake, in parts.
 *
 * @param commit the newest commit that has reached 95 %, of all systems or of all but one; null where none has
 * @param committed when it was committed, null where there is no such commit
 * @param last the last commits in words if it is older than these, else null
 * @param length how long that took, null where nobody knows
 * @param missing how many systems it does not run on now, null where it runs on all
 * @param since where one system is left out: the newest commit that has reached 95 % of all, null where none is known
 * @param alone the system without which that is said, null where it is said of all
 * @param aloneLink where that system has a page
 * @param runsOn where no commit has, how many run the newest; null where it has seen no night yet
 */
public record RolloutWords(
        @Nullable CommitView commit,
        @Nullable TimeView committed,
        @Nullable String last,
        @Nullable String length,
        @Nullable String missing,
        @Nullable CommitView since,
        @Nullable String alone,
        @Nullable String aloneLink,
        @Nullable String runsOn) {

    public static RolloutWords of(FlakeRollout flake, Night night, HostLinks hosts) {
        String alone = flake.alone();
        Optional<Rollout> reached = Optional.ofNullable(flake.reached());
        Optional<Rollout> shown = alone == null ? reached : Optional.ofNullable(flake.reachedWithoutOne());
        return new RolloutWords(
                shown.map(commit -> night.forges().view(flake.flake(), commit.commit()))
                        .orElse(null),
                shown.map(commit -> TimeView.of(
                                commit.committedAt(), night.snapshot().asOf()))
                        .orElse(null),
                shown.filter(commit -> flake.commits().stream().noneMatch(last -> last.id() == commit.id()))
                        .map(older -> Words.count(flake.commits().size(), "commit", "commits"))
                        .orElse(null),
                shown.flatMap(commit -> commit.after(commit.reaching(FlakeRollout.ARRIVED_PERCENT)))
                        .map(RolloutText::length)
                        .orElse(null),
                shown.flatMap(Rollout::last)
                        .filter(point -> point.missing() > 0)
                        .map(point -> Words.systems(point.missing()) + " missing now")
                        .orElse(null),
                alone == null
                        ? null
                        : reached.map(commit -> night.forges().view(flake.flake(), commit.commit()))
                                .orElse(null),
                alone == null ? null : Words.visible(alone),
                alone == null ? null : hosts.linkTo(alone),
                flake.commits().get(0).last().map(RolloutText::runsOn).orElse(null));
    }
}
