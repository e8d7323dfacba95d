// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.rollout;

import dev.rollcall.report.model.Rollout;
import dev.rollcall.report.model.Rollout.Point;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The curve of a commit in a square of 1000 by 1000: the share of systems that run it, as steps from the commit on.
 *
 * @param end where it ends, null where it goes on beyond the axis
 */
public record CurveView(String path, @Nullable String end) {

    private static final int SIDE = 1000;

    static CurveView of(Rollout rollout, Duration axis) {
        StringBuilder path = new StringBuilder("M0 1000");
        int x = 0;
        int y = SIDE;
        boolean isCut = false;
        List<Point> nights = rollout.nights();
        for (int i = 0; i < nights.size() && !isCut; i++) {
            Point night = nights.get(i);
            long at =
                    SIDE * Duration.between(rollout.committedAt(), night.asOf()).toMinutes() / axis.toMinutes();
            isCut = at > SIDE;
            x = (int) Math.min(SIDE, at);
            int share = height(night);
            if (isCut || i == nights.size() - 1 || share != y) {
                path.append('H').append(x);
            }
            if (!isCut && share != y) {
                y = share;
                path.append('V').append(y);
            }
        }
        return new CurveView(path.toString(), isCut ? null : String.format(Locale.ROOT, "M%d %dh.1", x, y));
    }

    /** Half of many curves: at each place the median of those that have come so far; null where there are fewer than three. */
    static @Nullable CurveView median(List<Rollout> rollouts, Duration axis) {
        StringBuilder path = new StringBuilder("M0 1000");
        int y = SIDE;
        int places = 0;
        for (int place = 1; place <= 100; place++) {
            Duration after = axis.multipliedBy(place).dividedBy(100);
            List<Integer> heights = rollouts.stream()
                    .filter(rollout -> rollout.last().stream()
                            .anyMatch(night ->
                                    !night.asOf().isBefore(rollout.committedAt().plus(after))))
                    .map(rollout -> rollout.nights().stream()
                            .filter(night ->
                                    !night.asOf().isAfter(rollout.committedAt().plus(after)))
                            .reduce((earlier, later) -> later)
                            .map(CurveView::height)
                            .orElse(SIDE))
                    .sorted()
                    .toList();
            if (heights.size() < 3) {
                break;
            }
            places = place;
            int height = heights.get(heights.size() / 2);
            if (height != y) {
                path.append('H').append(place * 10).append('V').append(height);
                y = height;
            }
        }
        return places == 0
                ? null
                : new CurveView(path.append('H').append(places * 10).toString(), null);
    }

    private static int height(Point night) {
        return night.systems() == 0 ? SIDE : SIDE - (int) ((long) SIDE * night.reached() / night.systems());
    }
}
