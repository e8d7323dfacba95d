// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.flake;

import dev.rollcall.report.html.flake.FlakesPageModel.FlakeView;
import dev.rollcall.report.html.flake.FlakesPageModel.FlakesView;
import dev.rollcall.report.html.link.FlakeLinks;
import dev.rollcall.report.html.part.Delta;
import dev.rollcall.report.html.part.Forges;
import dev.rollcall.report.html.part.StatusCount;
import dev.rollcall.report.html.trend.Sparkline;
import dev.rollcall.report.model.Bounded;
import dev.rollcall.report.model.FlakeCounts;
import dev.rollcall.report.model.FlakeTotals;
import dev.rollcall.report.model.MostRun;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.report.query.ReportQueries;
import dev.rollcall.schema.domain.Counts;
import dev.rollcall.schema.text.Words;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The flakes of a snapshot with their baseline, read once. Of very many only those with the most to do are shown. */
public final class FlakeTable {

    private static final int MAX_FLAKES = 500;

    /** As many as fit a printed overview. */
    private static final int MAX_BY_NAME = 6;

    private static final Comparator<FlakeTotals> WORST_FIRST = Comparator.comparingInt(
            flake -> flake.counts().upToDate() - flake.counts().systems());

    private final SnapshotSummary snapshot;
    private final @Nullable SnapshotSummary baseline;
    private final List<SnapshotSummary> oldestFirst;
    private final List<FlakeTotals> totals;
    private final List<FlakeTotals> shown;
    private final Forges forges;
    private final Map<String, Map<Long, Counts>> history = new HashMap<>();
    private final Map<String, MostRun> mostRun = new HashMap<>();

    private FlakeTable(
            SnapshotSummary snapshot,
            @Nullable SnapshotSummary baseline,
            List<SnapshotSummary> oldestFirst,
            List<FlakeTotals> totals,
            Forges forges) {
        this.snapshot = snapshot;
        this.baseline = baseline;
        this.oldestFirst = oldestFirst;
        this.totals = totals;
        Set<FlakeTotals> worst =
                totals.stream().sorted(WORST_FIRST).limit(MAX_FLAKES).collect(Collectors.toSet());
        this.shown = totals.stream().filter(worst::contains).toList();
        this.forges = forges;
    }

    public static FlakeTable read(
            ReportQueries queries,
            SnapshotSummary snapshot,
            @Nullable SnapshotSummary baseline,
            List<SnapshotSummary> oldestFirst,
            Forges forges) {
        FlakeTable table = new FlakeTable(
                snapshot,
                baseline,
                oldestFirst,
                queries.snapshots().flakeTotals(snapshot.id(), baseline == null ? null : baseline.id()),
                forges);
        for (FlakeCounts counts : queries.flakes().history(oldestFirst, table.shown)) {
            table.history
                    .computeIfAbsent(key(counts.flake()), any -> new HashMap<>())
                    .put(counts.snapshotId(), counts.counts());
        }
        queries.flakes().mostRun(snapshot.id()).forEach(most -> table.mostRun.put(most.flake(), most));
        return table;
    }

    /** All of them by name. */
    public List<FlakeTotals> totals() {
        return totals;
    }

    /** Those that are shown, and have a page. */
    public List<FlakeTotals> shown() {
        return shown;
    }

    /** The counts of a flake by snapshot. */
    Map<Long, Counts> historyOf(@Nullable String flake) {
        return history.getOrDefault(key(flake), Map.of());
    }

    public FlakesView all(FlakeLinks links) {
        return view(shown, links);
    }

    /** All of them by name if they are few, else those with the most systems that are not up to date first. */
    public FlakesView worst(int limit, FlakeLinks links) {
        return totals.size() <= MAX_BY_NAME
                ? all(links)
                : view(totals.stream().sorted(WORST_FIRST).limit(limit).toList(), links);
    }

    private FlakesView view(List<FlakeTotals> flakes, FlakeLinks links) {
        return new FlakesView(
                new Bounded<>(flakes.stream().map(flake -> row(flake, links)).toList(), totals.size()),
                new FlakeView(
                        null,
                        null,
                        Words.count(snapshot.counts().systems()),
                        baseline == null
                                ? null
                                : Delta.neutral(
                                        baseline.counts().systems(),
                                        snapshot.counts().systems()),
                        StatusCount.of(snapshot.counts(), baseline == null ? null : baseline.counts()),
                        null,
                        null,
                        null));
    }

    private FlakeView row(FlakeTotals flake, FlakeLinks links) {
        Counts before = baseline == null ? null : flake.before();
        return new FlakeView(
                Words.visibleOrNull(flake.flake()),
                links.linkTo(flake.flake()),
                Words.count(flake.counts().systems()),
                before == null
                        ? null
                        : Delta.neutral(before.systems(), flake.counts().systems()),
                StatusCount.of(flake.counts(), before),
                Sparkline.ofUpToDate(oldestFirst, historyOf(flake.flake())),
                forges.viewOrNull(flake.flake(), flake.newestCommit()),
                mostRun(flake));
    }

    private @Nullable MostRunView mostRun(FlakeTotals flake) {
        MostRun most = mostRun.get(key(flake.flake()));
        return most == null ? null : MostRunView.of(most, forges, flake.newestCommit());
    }

    /** The commit that most systems of the fleet run; empty if unknown. */
    public Optional<MostRunView> mostRunOfFleet() {
        return mostRun.values().stream()
                .max(Comparator.comparingInt(MostRun::systems).thenComparing(MostRun::flake))
                .map(most -> MostRunView.of(most, forges, newestOf(most.flake())));
    }

    private @Nullable String newestOf(String flake) {
        return totals.stream()
                .filter(totals -> flake.equals(totals.flake()))
                .findFirst()
                .map(FlakeTotals::newestCommit)
                .orElse(null);
    }

    /** The import allows no empty name; it would only share a row with systems without a flake. */
    private static String key(@Nullable String flake) {
        return Objects.requireNonNullElse(flake, "");
    }
}
