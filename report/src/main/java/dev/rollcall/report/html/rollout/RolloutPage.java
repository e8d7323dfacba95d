// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.rollout;

import dev.rollcall.report.html.link.HostLinks;
import dev.rollcall.report.html.page.Night;
import dev.rollcall.report.html.page.PageFrame;
import dev.rollcall.report.html.part.SnapshotView;
import dev.rollcall.report.html.rollout.RolloutPageModel.FlakeRow;
import dev.rollcall.report.html.rollout.RolloutPageModel.GroupCell;
import dev.rollcall.report.html.rollout.RolloutPageModel.GroupRow;
import dev.rollcall.report.html.rollout.RolloutPageModel.GroupTable;
import dev.rollcall.report.model.ArrivalTime;
import dev.rollcall.report.query.FleetRollouts;
import dev.rollcall.report.wording.RolloutText;
import dev.rollcall.schema.text.Words;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Builds the page on how fast commits reach the fleet. */
public final class RolloutPage {

    private static final int MAX_MONTHS = 6;
    private static final int MAX_GROUPS = 50;

    private final Night night;
    private final FleetRollouts rollouts;
    private final List<ArrivalTime> times;
    private final HostLinks hosts;

    public RolloutPage(Night night, FleetRollouts rollouts, List<ArrivalTime> times, HostLinks hosts) {
        this.night = night;
        this.rollouts = rollouts;
        this.times = times;
        this.hosts = hosts;
    }

    public RolloutPageModel of(PageFrame frame) {
        return new RolloutPageModel(
                frame,
                SnapshotView.of(night.snapshot()),
                rollouts.flakes().stream()
                        .map(flake -> FlakeRow.of(flake, true, night, hosts))
                        .toList(),
                MonthsDrawing.of(times),
                Stream.of("flake", "environment", "owner")
                        .flatMap(kind -> table(kind, times).stream())
                        .toList());
    }

    /** Empty where all systems are of one group, of which the chart says the same. */
    private static Optional<GroupTable> table(String kind, List<ArrivalTime> all) {
        List<ArrivalTime> times =
                all.stream().filter(time -> time.kind().equals(kind)).toList();
        List<LocalDate> months = times.stream()
                .map(ArrivalTime::month)
                .distinct()
                .sorted(Comparator.reverseOrder())
                .limit(MAX_MONTHS)
                .sorted()
                .toList();
        // those without a name come last
        Map<Optional<String>, Map<LocalDate, ArrivalTime>> groups = new LinkedHashMap<>();
        times.forEach(time -> groups.computeIfAbsent(Optional.ofNullable(time.name()), name -> new LinkedHashMap<>())
                .put(time.month(), time));
        if (groups.size() < 2) {
            return Optional.empty();
        }
        List<GroupRow> rows = new ArrayList<>();
        groups.forEach((name, ofMonth) -> rows.add(new GroupRow(
                name.map(Words::visible).orElse(null),
                months.stream().map(month -> cell(ofMonth.get(month))).toList())));
        return Optional.of(new GroupTable(
                kind,
                "by-" + kind,
                months.stream().map(MonthsDrawing::name).toList(),
                rows.stream().limit(MAX_GROUPS).toList(),
                Math.max(0, rows.size() - MAX_GROUPS)));
    }

    private static GroupCell cell(@Nullable ArrivalTime time) {
        return time == null
                ? new GroupCell("", "")
                : new GroupCell(RolloutText.length(time.median()), RolloutText.length(time.p95()));
    }
}
