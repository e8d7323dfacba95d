// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.rollout;

import dev.rollcall.report.model.Rollout;
import dev.rollcall.report.model.Rollout.Point;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The curve of a commit in a square of 1000 by 1000: the share of systems that run it, as steps from the commit on.
 *
 * @param end where it ends, null where it goes on beyond the axis
 */
public record CurveView(String path, @Nullable String end) {

    /** Of a median. */
    private static final int PLACES = 100;

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
        List<int[]> curves =
                rollouts.stream().map(rollout -> heights(rollout, axis)).toList();
        StringBuilder path = new StringBuilder("M0 1000");
        int y = SIDE;
        int places = 0;
        for (int place = 0; place < PLACES; place++) {
            int at = place;
            int[] heights = curves.stream()
                    .filter(curve -> curve.length > at)
                    .mapToInt(curve -> curve[at])
                    .sorted()
                    .toArray();
            if (heights.length < 3) {
                break;
            }
            places = place + 1;
            int height = heights[heights.length / 2];
            if (height != y) {
                path.append('H').append(places * 10).append('V').append(height);
                y = height;
            }
        }
        return places == 0
                ? null
                : new CurveView(path.append('H').append(places * 10).toString(), null);
    }

    /** The heights at those of the places that are no later than the last night. */
    private static int[] heights(Rollout rollout, Duration axis) {
        List<Point> nights = rollout.nights();
        int[] heights = new int[PLACES];
        int next = 0;
        for (int place = 0; place < PLACES; place++) {
            Instant at = rollout.committedAt().plus(axis.multipliedBy(place + 1).dividedBy(PLACES));
            while (next < nights.size() && !nights.get(next).asOf().isAfter(at)) {
                next++;
            }
            boolean isOver = next == nights.size();
            if (isOver && (next == 0 || nights.get(next - 1).asOf().isBefore(at))) {
                return Arrays.copyOf(heights, place);
            }
            heights[place] = next == 0 ? SIDE : height(nights.get(next - 1));
        }
        return heights;
    }

    private static int height(Point night) {
        return night.systems() == 0 ? SIDE : SIDE - (int) ((long) SIDE * night.reached() / night.systems());
    }
}
