// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.closure;

import dev.rollcall.report.closure.HostClosures.Closure;
import dev.rollcall.report.closure.PackageChange;
import dev.rollcall.report.closure.PackageMoves;
import dev.rollcall.report.model.Bounded;
import dev.rollcall.schema.text.Words;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Packages that differ between closures.
 *
 * @param summary how many were updated, added, and so on, in words
 * @param leftOut how many packages are not listed, in words; null if none
 * @param size how the sizes of both closures differ, in words; null where they are not known
 * @param compared how many systems run another closure, in words; null where it is about one, or none was compared
 * @param notCollected how many systems could not be compared, in words; null if none, or if the summary says it
 */
public record PackageChangesView(
        String summary,
        Bounded<Row> rows,
        @Nullable String leftOut,
        @Nullable String size,
        @Nullable String compared,
        @Nullable String notCollected) {

    /** A package with its versions on both sides, and how many systems have the change, in words, where there are several. */
    public record Row(
            String name,
            String before,
            String after,
            PackageChange.Kind kind,
            @Nullable String systems) {}

    /** Between two closures. */
    static PackageChangesView of(List<PackageChange> changes, Closure from, Closure to, int most) {
        return new PackageChangesView(
                summary(changes),
                Bounded.of(changes, most).map(change -> row(change, null)),
                leftOut(changes.size(), most),
                from.size() == null || to.size() == null ? null : size(from.size(), to.size()),
                null,
                null);
    }

    /** Of many systems, each between two closures of its own; null if no system runs another closure. */
    public static @Nullable PackageChangesView of(PackageMoves moves, int most) {
        if (moves.compared() == 0 && moves.notCollected() == 0) {
            return null;
        }
        if (moves.compared() == 0) {
            return new PackageChangesView(
                    Words.count(
                            moves.notCollected(),
                            "system runs another closure; its packages were not collected",
                            "systems run another closure; their packages were not collected"),
                    Bounded.none(),
                    null,
                    null,
                    null,
                    null);
        }
        return new PackageChangesView(
                Words.count(moves.packages().size(), "change", "changes") + " on "
                        + Words.count(moves.compared(), "system that runs", "systems that run") + " another closure",
                Bounded.of(moves.packages(), most).map(move -> row(move.change(), Words.count(move.systems()))),
                leftOut(moves.packages().size(), most),
                null,
                Words.systems(moves.compared()),
                moves.notCollected() == 0 ? null : Words.systems(moves.notCollected()));
    }

    static @Nullable String leftOut(int packages, int most) {
        return packages <= most ? null : Words.count(packages - most, "more package is", "more packages are");
    }

    private static Row row(PackageChange change, @Nullable String systems) {
        return new Row(
                Words.visible(change.name()),
                Words.visible(String.join(", ", change.before())),
                Words.visible(String.join(", ", change.after())),
                change.kind(),
                systems);
    }

    private static String summary(List<PackageChange> changes) {
        Map<PackageChange.Kind, Long> counts = changes.stream()
                .collect(Collectors.groupingBy(
                        PackageChange::kind, () -> new EnumMap<>(PackageChange.Kind.class), Collectors.counting()));
        return counts.isEmpty()
                ? "No package changes"
                : counts.entrySet().stream()
                        .map(entry -> Words.count(Math.toIntExact(entry.getValue())) + " "
                                + entry.getKey().name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", "));
    }

    private static String size(long from, long to) {
        String now = bytes(to);
        return from == to ? now : now + ", " + bytes(Math.abs(to - from)) + (to > from ? " more" : " less");
    }

    /** In the largest fitting unit, with a digit behind the point. */
    static String bytes(long bytes) {
        double rest = bytes;
        for (String unit : List.of("bytes", "KiB", "MiB")) {
            if (rest < 1024) {
                return String.format(Locale.ROOT, unit.equals("bytes") ? "%.0f %s" : "%.1f %s", rest, unit);
            }
            rest /= 1024;
        }
        return String.format(Locale.ROOT, "%,.1f GiB", rest);
    }
}
