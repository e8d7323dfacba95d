// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.part;

import dev.rollcall.schema.domain.Counts;
import dev.rollcall.schema.domain.Status;
import dev.rollcall.schema.text.Words;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many systems have a status, their share, and the change since the baseline (or null), with position and width as
 * part of a bar.
 */
public record StatusCount(
        Status status,
        String count,
        boolean isNone,
        String share,
        @Nullable Delta delta,
        String x,
        String width) {

    public static List<StatusCount> of(Counts counts, @Nullable Counts before) {
        return Arrays.stream(Status.values())
                .map(status -> new StatusCount(
                        status,
                        Words.count(counts.of(status)),
                        counts.of(status) == 0,
                        Words.share(counts.of(status), counts.systems()),
                        before == null ? null : Delta.of(status, before.of(status), counts.of(status)),
                        percent(startOf(status, counts), counts.systems()),
                        percent(counts.of(status), counts.systems())))
                .toList();
    }

    private static int startOf(Status status, Counts counts) {
        return Arrays.stream(Status.values())
                .filter(earlier -> earlier.compareTo(status) < 0)
                .mapToInt(counts::of)
                .sum();
    }

    private static String percent(int part, int whole) {
        return whole == 0 ? "0%" : Decimals.percent(part * 100.0 / whole);
    }
}
