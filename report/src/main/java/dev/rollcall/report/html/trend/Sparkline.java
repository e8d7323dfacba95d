// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.trend;

import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.schema.domain.Counts;
import dev.rollcall.schema.text.Words;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The share of a flake's systems that is up to date, one bar per snapshot on a linear time axis from 0 to 100 %, and
 * its first and last value in words.
 */
public record Sparkline(String path, String words) {

    private static final int WIDTH = 88;
    private static final int HEIGHT = 16;
    private static final int BAR = 2;

    /** Snapshots without counts leave a gap. */
    public static Sparkline of(List<SnapshotSummary> oldestFirst, Map<Long, Counts> countsBySnapshot) {
        StringBuilder path = new StringBuilder();
        String first = null;
        String last = "";
        long from = oldestFirst.get(0).asOf().getEpochSecond();
        long span = oldestFirst.get(oldestFirst.size() - 1).asOf().getEpochSecond() - from;
        for (SnapshotSummary snapshot : oldestFirst) {
            Counts counts = countsBySnapshot.get(snapshot.id());
            if (counts != null && counts.systems() > 0) {
                double share = (double) counts.upToDate() / counts.systems();
                double at = snapshot.asOf().getEpochSecond() - from;
                path.append(bar(span == 0 ? WIDTH - BAR : at * (WIDTH - BAR) / span, share));
                last = Words.share(counts.upToDate(), counts.systems());
                first = first == null ? last : first;
            }
        }
        return new Sparkline(path.toString(), first == null || first.equals(last) ? last : first + " → " + last);
    }

    /** 0 % is a bar of half a pixel. */
    private static String bar(double x, double share) {
        double height = Math.max(0.5, share * HEIGHT);
        return String.format(Locale.ROOT, "M%.0f %.1fh%dv%.1fh-%dz", x, HEIGHT - height, BAR, height, BAR);
    }
}
