// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.system;

import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.report.model.Strip;
import dev.rollcall.schema.domain.Status;
import dev.rollcall.schema.text.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The status of a system in the last snapshots: drawn as pieces of different height and color, and in words, with how
 * long the current one has lasted.
 */
public record StripView(int width, List<Piece> pieces, String words, String since, boolean isSteady) {

    private static final int NIGHT = 4;
    private static final int HEIGHT = 12;

    /** Consecutive snapshots with one status. */
    public record Piece(String status, String path) {}

    static StripView of(Strip strip, List<SnapshotSummary> oldestFirst) {
        List<Piece> pieces = new ArrayList<>();
        List<String> words = new ArrayList<>();
        List<@Nullable Status> statuses = strip.statuses();
        int start = 0;
        for (int i = 1; i <= statuses.size(); i++) {
            if (i == statuses.size() || !Objects.equals(statuses.get(i), statuses.get(start))) {
                Status status = statuses.get(start);
                if (status != null) {
                    pieces.add(new Piece(status.slug(), path(status, start, i - start)));
                }
                words.add((i - start) + " " + (status == null ? "not in the inventory" : status.displayName()));
                start = i;
            }
        }
        return new StripView(
                statuses.size() * NIGHT,
                pieces,
                String.join(", ", words),
                since(strip, oldestFirst),
                pieces.size() == 1 && words.size() == 1);
    }

    /**
     * How long the system that has had its status longest has had it; a lower bound unless these are all systems, or
     * null if it would be none.
     */
    static @Nullable String longest(List<Strip> strips, boolean areAll, List<SnapshotSummary> oldestFirst) {
        Strip longest =
                strips.stream().min(Comparator.comparingInt(StripView::first)).orElseThrow();
        int first = first(longest);
        if (first == oldestFirst.size() - 1) {
            return first == 0 ? "first seen" : areAll ? "new in this snapshot" : null;
        }
        // if the status reaches back to the start of the strip, it already says so
        return "in this status " + (areAll || first == 0 ? "" : "≥ ") + since(longest, oldestFirst);
    }

    private static String path(Status status, int start, int nights) {
        int height = switch (status) {
            case UP_TO_DATE -> HEIGHT;
            case OUTDATED -> HEIGHT * 3 / 4;
            case UNKNOWN_STATE -> HEIGHT / 2;
            case OFFLINE -> HEIGHT / 4;
        };
        int width = nights * NIGHT;
        return "M" + start * NIGHT + " " + (HEIGHT - height) + "h" + width + "v" + height + "h-" + width + "z";
    }

    /** The first of the snapshots since which it has had its current status. */
    private static int first(Strip strip) {
        List<@Nullable Status> statuses = strip.statuses();
        int last = statuses.size() - 1;
        int first = last;
        while (first > 0 && statuses.get(first - 1) == statuses.get(last)) {
            first--;
        }
        return first;
    }

    /** From the first of the latest snapshots with the same status; it may have been longer. */
    private static String since(Strip strip, List<SnapshotSummary> oldestFirst) {
        int last = strip.statuses().size() - 1;
        int first = first(strip);
        if (first == last) {
            return first == 0 ? "first seen" : "new";
        }
        String age =
                Words.age(oldestFirst.get(first).asOf(), oldestFirst.get(last).asOf());
        return first == 0 ? "≥ " + age : age;
    }
}
