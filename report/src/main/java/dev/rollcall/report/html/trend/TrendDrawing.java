// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.trend;

import dev.rollcall.report.html.part.Decimals;
import dev.rollcall.report.html.trend.TrendChart.Block;
import dev.rollcall.report.html.trend.TrendChart.DateLabel;
import dev.rollcall.report.html.trend.TrendChart.Hint;
import dev.rollcall.report.html.trend.TrendChart.Series;
import dev.rollcall.report.html.trend.TrendChart.Tick;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.report.query.SnapshotQueries.Period;
import dev.rollcall.schema.domain.Status;
import dev.rollcall.schema.text.Words;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Calculates the positions in a chart from the times and counts of snapshots, oldest first. */
final class TrendDrawing {

    private static final int HEIGHT = 176;
    private static final int TOP = 8;
    private static final double LABEL_DISTANCE = 17;
    private static final double MAX_COLUMN_WIDTH = 6;

    /** In percent, so that columns stay visible if snapshots are minutes apart. */
    private static final double MIN_COLUMN_WIDTH = 0.7;

    private static final double SHARE_OF_COLUMN = 0.78;
    private static final int PARTS_BETWEEN_DATES = 4;

    private final List<SnapshotSummary> snapshots;
    private final Period period;
    private final int top;
    private final int step;
    private final double column;
    private final Instant from;
    private final long span;

    /** A column is at the start of its period, so that the current week does not cover an earlier one. */
    TrendDrawing(List<SnapshotSummary> snapshots, Period period) {
        this.snapshots = snapshots;
        this.period = period;
        this.from = period.startOf(snapshots.get(0).asOf());
        this.span = Math.max(1, at(snapshots.size() - 1));
        this.column = columnWidth();
        int most = snapshots.stream()
                .mapToInt(snapshot -> snapshot.counts().systems())
                .max()
                .orElse(0);
        this.step = niceStep(most);
        this.top = Math.max(step, (most + step - 1) / step * step);
    }

    TrendChart draw() {
        SnapshotSummary last = snapshots.get(snapshots.size() - 1);
        return new TrendChart(series(last), hints(), ticks(), dates(), summary());
    }

    private List<Series> series(SnapshotSummary last) {
        Map<Status, Double> labels = labelPositions(last);
        return Arrays.stream(Status.values())
                .map(status -> new Series(
                        status,
                        Words.count(last.counts().of(status)),
                        last.counts().of(status) == 0,
                        pixels(labels.getOrDefault(status, 0.0)),
                        blocks(status)))
                .toList();
    }

    private List<Block> blocks(Status status) {
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < snapshots.size(); i++) {
            int count = snapshots.get(i).counts().of(status);
            if (count > 0) {
                double height = count * (double) HEIGHT / top;
                blocks.add(
                        new Block(percent(left(i)), percent(width(i)), pixels(y(i, status) - height), pixels(height)));
            }
        }
        return blocks;
    }

    /** The lower edge of a status, on top of the previous ones. */
    private double y(int i, Status status) {
        int below = Arrays.stream(Status.values())
                .filter(lower -> lower.compareTo(status) < 0)
                .mapToInt(lower -> snapshots.get(i).counts().of(lower))
                .sum();
        return TOP + HEIGHT - below * (double) HEIGHT / top;
    }

    /** Each label is beside the middle of its piece of the last column, at a minimum distance from the one below. */
    private Map<Status, Double> labelPositions(SnapshotSummary last) {
        Map<Status, Double> places = new EnumMap<>(Status.class);
        double free = TOP + HEIGHT + LABEL_DISTANCE / 2;
        for (Status status : Status.values()) {
            if (last.counts().of(status) > 0) {
                double middle = y(snapshots.size() - 1, status) - last.counts().of(status) * (double) HEIGHT / top / 2;
                double place = Math.min(middle, free - LABEL_DISTANCE / 2);
                places.put(status, place);
                free = place - LABEL_DISTANCE / 2;
            }
        }
        return places;
    }

    private List<Hint> hints() {
        List<Hint> hints = new ArrayList<>();
        for (int i = 0; i < snapshots.size(); i++) {
            SnapshotSummary snapshot = snapshots.get(i);
            StringBuilder text = new StringBuilder(Words.minute(snapshot.asOf()) + " UTC:");
            for (Status status : Status.values()) {
                text.append(status == Status.UP_TO_DATE ? " " : ", ")
                        .append(Words.count(snapshot.counts().of(status)))
                        .append(' ')
                        .append(status.displayName());
            }
            hints.add(new Hint(snapshot.id(), percent(left(i)), percent(width(i)), text.toString()));
        }
        return hints;
    }

    private List<Tick> ticks() {
        List<Tick> ticks = new ArrayList<>();
        for (int value = 0; value <= top; value += step) {
            ticks.add(new Tick(pixels(TOP + HEIGHT - value * (double) HEIGHT / top), Words.count(value)));
        }
        return ticks;
    }

    private List<DateLabel> dates() {
        LocalDate first = day(0);
        LocalDate last = day(snapshots.size() - 1);
        if (first.equals(last)) {
            return List.of(new DateLabel("50%", "middle", first.toString(), false));
        }
        List<DateLabel> dates = new ArrayList<>();
        dates.add(new DateLabel("0%", "start", first.toString(), false));
        for (int part = 1; part < PARTS_BETWEEN_DATES; part++) {
            int column = nearestTo(span * part / PARTS_BETWEEN_DATES);
            double x = x(from.plusSeconds(at(column)));
            DateLabel label = new DateLabel(percent(x), "middle", day(column).toString(), true);
            if (x > 18 && x < 82 && !dates.contains(label)) {
                dates.add(label);
            }
        }
        dates.add(new DateLabel("100%", "end", last.toString(), false));
        return dates;
    }

    private LocalDate day(int i) {
        return LocalDate.ofInstant(snapshots.get(i).asOf(), ZoneOffset.UTC);
    }

    /** A date is below the column it belongs to. */
    private int nearestTo(long seconds) {
        return IntStream.range(0, snapshots.size())
                .boxed()
                .min(Comparator.comparingLong(i -> Math.abs(at(i) - seconds)))
                .orElseThrow();
    }

    private String summary() {
        return "Systems by status, from " + Words.minute(snapshots.get(0).asOf()) + " to "
                + Words.minute(snapshots.get(snapshots.size() - 1).asOf()) + " UTC, "
                + Words.count(snapshots.size(), "snapshot", "snapshots");
    }

    /** Columns are as wide as the usual distance between two snapshots permits. */
    private double columnWidth() {
        if (snapshots.size() == 1) {
            return MAX_COLUMN_WIDTH;
        }
        List<Long> distances = new ArrayList<>();
        for (int i = 1; i < snapshots.size(); i++) {
            distances.add(at(i) - at(i - 1));
        }
        distances.sort(Comparator.naturalOrder());
        double usual = distances.get(distances.size() / 2);
        double least = Math.min(MIN_COLUMN_WIDTH, 100.0 / snapshots.size() * SHARE_OF_COLUMN);
        return Math.max(least, Math.min(MAX_COLUMN_WIDTH, 100 * usual / (span + usual) * SHARE_OF_COLUMN));
    }

    private double x(Instant time) {
        return snapshots.size() == 1 ? 50 : column / 2 + (100 - column) * seconds(time) / span;
    }

    private double left(int i) {
        return x(from.plusSeconds(at(i))) - column / 2;
    }

    /** Snapshots in quick succession must not overlap. */
    private double width(int i) {
        return i + 1 == snapshots.size() ? column : Math.min(column, left(i + 1) - left(i));
    }

    /** The seconds since the first column. */
    private long at(int i) {
        return seconds(period.startOf(snapshots.get(i).asOf()));
    }

    private long seconds(Instant time) {
        return time.getEpochSecond() - from.getEpochSecond();
    }

    /** 1, 2 or 5 times a power of ten, so that at most four steps reach the top. */
    private static int niceStep(int most) {
        for (int power = 1; ; power *= 10) {
            for (int factor : new int[] {1, 2, 5}) {
                if (4L * factor * power >= most) {
                    return factor * power;
                }
            }
        }
    }

    private static String percent(double value) {
        return Decimals.percent(value);
    }

    private static String pixels(double value) {
        return Decimals.of(value, 1);
    }
}
