// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.wording;

import dev.rollcall.report.model.Rollout;
import dev.rollcall.schema.text.Words;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Says in words how far and how fast a commit came. */
public final class RolloutText {

    /** The shares whose times are told. */
    public static final List<Integer> SHARES = List.of(50, 95, 100);

    private static final double HOURS_OF_DAY = 24;

    private RolloutText() {}

    /** A length of time such as {@code 14 h} or {@code 2.6 d}. */
    public static String length(Duration duration) {
        return duration.toDays() < 2
                ? Words.age(duration)
                : String.format(Locale.ROOT, "%.1f d", duration.toMinutes() / 60.0 / HOURS_OF_DAY);
    }

    /** How long it took until a night on which it had come so far. */
    public static String after(Rollout rollout, Optional<Rollout.Point> night) {
        return night.isEmpty()
                ? "not yet"
                : rollout.after(night).map(RolloutText::length).orElse("unknown");
    }

    /** How many systems have come to it on the last night, such as {@code 15 of 19}. */
    public static String runsOn(Rollout rollout) {
        return rollout.last().map(RolloutText::runsOn).orElse("no night yet");
    }

    /** How many systems have come to it on a night, such as {@code 15 of 19}. */
    public static String runsOn(Rollout.Point night) {
        return Words.count(night.reached()) + " of " + Words.count(night.systems());
    }
}
