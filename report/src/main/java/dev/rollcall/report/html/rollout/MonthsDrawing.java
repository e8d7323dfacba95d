// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.rollout;

import static java.time.temporal.ChronoUnit.MONTHS;

import dev.rollcall.report.html.part.Decimals;
import dev.rollcall.report.html.rollout.RolloutPageModel.MonthView;
import dev.rollcall.report.html.rollout.RolloutPageModel.MonthsChart;
import dev.rollcall.report.html.trend.TrendChart.Tick;
import dev.rollcall.report.model.ArrivalTime;
import dev.rollcall.report.wording.RolloutText;
import dev.rollcall.schema.text.Words;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Turns the times of months into the places of a chart: across in percent, upwards in pixels. */
final class MonthsDrawing {

    private static final int HEIGHT = 176;
    private static final int TOP = 8;
    private static final int[] STEPS_IN_HOURS = {1, 2, 6, 12, 24, 48, 120, 240, 480, 1200, 2400};
    private static final int HOURS_OF_DAY = 24;

    private final List<ArrivalTime> oldestFirst;
    private final int step;
    private final double top;

    private MonthsDrawing(List<ArrivalTime> times) {
        this.oldestFirst =
                times.stream().sorted(Comparator.comparing(ArrivalTime::month)).toList();
        double most = oldestFirst.stream()
                .mapToDouble(time -> time.p95().toHours())
                .max()
                .orElse(1);
        int chosen = STEPS_IN_HOURS[STEPS_IN_HOURS.length - 1];
        for (int i = STEPS_IN_HOURS.length - 1; i >= 0 && STEPS_IN_HOURS[i] * 4 >= most; i--) {
            chosen = STEPS_IN_HOURS[i];
        }
        this.step = chosen;
        this.top = Math.max(1, Math.ceil(most / chosen)) * chosen;
    }

    /** Of the whole fleet; null where nothing arrived. */
    static @Nullable MonthsChart of(List<ArrivalTime> times) {
        List<ArrivalTime> fleet =
                times.stream().filter(time -> time.kind().equals("fleet")).toList();
        return fleet.isEmpty() ? null : new MonthsDrawing(fleet).draw();
    }

    /** The months as they stand in headings, such as {@code Jun 2026}. */
    static String name(LocalDate month) {
        return month.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH) + " " + month.getYear();
    }

    private MonthsChart draw() {
        List<Tick> ticks = new ArrayList<>();
        for (int hours = 0; hours <= top; hours += step) {
            ticks.add(new Tick(y(hours), step % HOURS_OF_DAY == 0 ? hours / HOURS_OF_DAY + " d" : hours + " h"));
        }
        List<MonthView> months = new ArrayList<>();
        YearMonth first = YearMonth.from(oldestFirst.get(0).month());
        YearMonth last = YearMonth.from(oldestFirst.get(oldestFirst.size() - 1).month());
        long count = MONTHS.between(first, last) + 1;
        for (ArrivalTime time : oldestFirst) {
            double place = (MONTHS.between(first, YearMonth.from(time.month())) + 0.5) * 100 / count;
            months.add(new MonthView(
                    name(time.month()),
                    RolloutText.length(time.median()),
                    RolloutText.length(time.p95()),
                    Words.count(Math.toIntExact(time.pairs())),
                    Decimals.percent(place),
                    y(time.p95().toHours()),
                    y(time.median().toHours())));
        }
        return new MonthsChart(
                "Time from commit to system by month of arrival, from "
                        + months.get(0).month() + " to "
                        + months.get(months.size() - 1).month(),
                ticks,
                months);
    }

    private String y(long hours) {
        return Decimals.of(TOP + HEIGHT - hours * HEIGHT / top, 1);
    }
}
