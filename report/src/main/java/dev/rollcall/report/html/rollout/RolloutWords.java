// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.rollout;

import dev.rollcall.report.html.link.HostLinks;
import dev.rollcall.report.html.part.CommitView;
import dev.rollcall.report.html.part.Forges;
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
 * @param length how long that took, null where nobody knows
 * @param missing how many systems it does not run on now, null where it runs on all
 * @param since where one system is left out: the newest commit that has reached 95 % of all, null where none is known
 * @param alone the system without which that is said, null where it is said of all
 * @param aloneLink where that system has a page
 * @param runsOn where no commit has, how many run the newest; null where it has seen no night yet
 */
public record RolloutWords(
        @Nullable CommitView commit,
        @Nullable String length,
        @Nullable String missing,
        @Nullable CommitView since,
        @Nullable String alone,
        @Nullable String aloneLink,
        @Nullable String runsOn) {

    public static RolloutWords of(FlakeRollout flake, Forges forges, HostLinks hosts) {
        String alone = flake.alone();
        Optional<Rollout> reached = Optional.ofNullable(flake.reached());
        Optional<Rollout> shown = alone == null ? reached : Optional.ofNullable(flake.reachedWithoutOne());
        return new RolloutWords(
                shown.map(commit -> forges.view(flake.flake(), commit.commit())).orElse(null),
                shown.flatMap(commit -> commit.after(commit.reaching(FlakeRollout.ARRIVED_PERCENT)))
                        .map(RolloutText::length)
                        .orElse(null),
                shown.flatMap(Rollout::last)
                        .filter(night -> night.missing() > 0)
                        .map(night -> Words.systems(night.missing()) + " missing")
                        .orElse(null),
                alone == null
                        ? null
                        : reached.map(commit -> forges.view(flake.flake(), commit.commit()))
                                .orElse(null),
                alone == null ? null : Words.visible(alone),
                alone == null ? null : hosts.linkTo(alone),
                flake.commits().get(0).last().map(RolloutText::runsOn).orElse(null));
    }
}
