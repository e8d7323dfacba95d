// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.closure;

import dev.rollcall.report.closure.HostClosures;
import dev.rollcall.report.closure.HostClosures.Closure;
import dev.rollcall.report.closure.PackageSets;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.report.query.PackageQueries;
import dev.rollcall.schema.domain.SystemRow;
import dev.rollcall.schema.text.Words;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Knows what is inside of what some systems run, ran before, and would run after a deployment. */
public final class HostPackages {

    private static final int MAX_CHANGES = 20;

    /** Where nobody imports closures, nothing is said of any. */
    public static final HostPackages NONE = new HostPackages(false, Map.of(), new PackageSets());

    private final boolean areCollected;
    private final Map<String, HostClosures> closures;
    private final PackageSets sets;

    private HostPackages(boolean areCollected, Map<String, HostClosures> closures, PackageSets sets) {
        this.areCollected = areCollected;
        this.closures = closures;
        this.sets = sets;
    }

    /** Reads those of these systems; the snapshots are those up to theirs. */
    public static HostPackages of(PackageQueries queries, List<SnapshotSummary> oldestFirst, List<SystemRow> systems) {
        int last = oldestFirst.size() - 1;
        Map<String, HostClosures> closures = queries.of(
                oldestFirst.get(last).id(),
                last == 0 ? null : oldestFirst.get(last - 1).id(),
                systems.stream().map(SystemRow::hostname).toList());
        return new HostPackages(
                true,
                closures,
                queries.sets(closures.values().stream()
                        .flatMap(each -> Stream.of(each.runs(), each.due(), each.before()))
                        .filter(Objects::nonNull)
                        .map(Closure::set)
                        .distinct()
                        .toList()));
    }

    /** All that tells what is shown of a system from what could be shown another night. */
    public String facts(SystemRow system) {
        return areCollected ? " " + closures.get(system.hostname()) : "";
    }

    /** What there is to say of a system; null if nothing is. */
    public @Nullable HostPackagesView of(SystemRow system) {
        if (!areCollected || system.storePath() == null) {
            return null;
        }
        HostClosures own = closures.get(system.hostname());
        if (own == null) {
            return new HostPackagesView("not collected", null, null);
        }
        Closure runs = own.runs();
        return new HostPackagesView(
                Words.count(sets.size(runs.set()), "package", "packages")
                        + (runs.size() == null ? "" : ", " + PackageChangesView.bytes(runs.size())),
                changes(runs, own.due()),
                changes(own.before(), runs));
    }

    private @Nullable PackageChangesView changes(@Nullable Closure from, @Nullable Closure to) {
        return from == null || to == null
                ? null
                : PackageChangesView.of(sets.changes(from.set(), to.set()), from, to, MAX_CHANGES);
    }
}
