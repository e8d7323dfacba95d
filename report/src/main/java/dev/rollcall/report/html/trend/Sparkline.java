// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.trend;

import dev.rollcall.report.html.part.Decimals;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.schema.domain.Counts;
import dev.rollcall.schema.text.Words;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** One bar per snapshot on a linear time axis, and what it shows in words. */
public record Sparkline(String path, String words) {

    private static final int WIDTH = 88;
    private static final int HEIGHT = 16;
    private static final int BAR = 2;

    /** The share of a flake's systems that is up to date, from 0 to 100 %; the words are its first and last value. */
    public static Sparkline ofUpToDate(List<SnapshotSummary> oldestFirst, Map<Long, Counts> countsBySnapshot) {
        String path = path(oldestFirst, id -> {
            Counts counts = countsBySnapshot.get(id);
            return counts == null || counts.systems() == 0 ? null : (double) counts.upToDate() / counts.systems();
        });
        List<String> shares = oldestFirst.stream()
                .map(snapshot -> countsBySnapshot.get(snapshot.id()))
                .filter(counts -> counts != null && counts.systems() > 0)
                .map(counts -> Words.share(counts.upToDate(), counts.systems()))
                .toList();
        String first = shares.isEmpty() ? "" : shares.get(0);
        String last = shares.isEmpty() ? "" : shares.get(shares.size() - 1);
        return new Sparkline(path, first.equals(last) ? last : first + " → " + last);
    }

    /** A number, from 0 to the greatest one; the words are the median. */
    public static Sparkline ofNumbers(List<SnapshotSummary> oldestFirst, Map<Long, Integer> numberBySnapshot) {
        List<Integer> sorted = oldestFirst.stream()
                .map(snapshot -> numberBySnapshot.get(snapshot.id()))
                .filter(number -> number != null)
                .sorted()
                .toList();
        int greatest = sorted.isEmpty() ? 0 : sorted.get(sorted.size() - 1);
        String path = path(oldestFirst, id -> {
            Integer number = numberBySnapshot.get(id);
            return number == null ? null : number / Math.max(1.0, greatest);
        });
        return new Sparkline(path, sorted.isEmpty() ? "" : Words.count(sorted.get((sorted.size() - 1) / 2)));
    }

    /** Snapshots without a share leave a gap. */
    private static String path(List<SnapshotSummary> oldestFirst, LongFunction<@Nullable Double> shareOf) {
        StringBuilder path = new StringBuilder();
        long from = oldestFirst.get(0).asOf().getEpochSecond();
        long span = oldestFirst.get(oldestFirst.size() - 1).asOf().getEpochSecond() - from;
        for (SnapshotSummary snapshot : oldestFirst) {
            Double share = shareOf.apply(snapshot.id());
            if (share != null) {
                double at = snapshot.asOf().getEpochSecond() - from;
                path.append(bar(span == 0 ? WIDTH - BAR : at * (WIDTH - BAR) / span, share));
            }
        }
        return path.toString();
    }

    /** 0 is a bar of half a pixel. */
    private static String bar(double x, double share) {
        double height = Math.max(0.5, share * HEIGHT);
        return "M" + Decimals.of(x, 0) + " " + Decimals.of(HEIGHT - height, 1) + "h" + BAR + "v"
                + Decimals.of(height, 1) + "h-" + BAR + "z";
    }
}
