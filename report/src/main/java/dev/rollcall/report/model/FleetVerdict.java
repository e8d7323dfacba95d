// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The verdict on a whole fleet.
 *
 * @param bands the non-empty bands, most urgent first; together they are the fleet
 * @param isStale whether no fact of any kind is fresh
 * @param quiet the kinds of facts that stopped arriving
 * @param stuck with several flakes, those in which no system is Up to Date, now and in the baseline
 */
public record FleetVerdict(
        SnapshotSummary snapshot,
        List<BandSystems> bands,
        boolean isStale,
        List<String> quiet,
        List<StuckFlake> stuck) {

    public FleetVerdict {
        bands = List.copyOf(bands);
        quiet = List.copyOf(quiet);
        stuck = List.copyOf(stuck);
    }

    /** A flake in which no system is Up to Date, and its number of systems. */
    public record StuckFlake(String flake, int systems) {}

    /** The systems of a band, longest duration first. */
    public record BandSystems(Band band, Bounded<BandSystem> systems) {}

    /** A system, and since when it has been behind or not heard from, if its band has a duration. */
    public record BandSystem(String hostname, @Nullable Instant since) {}

    /** How many need attention. */
    public int needing() {
        return of(true).stream().mapToInt(band -> band.systems().total()).sum();
    }

    /** The bands that need attention, or those that don't. */
    public List<BandSystems> of(boolean needsAttention) {
        return bands.stream()
                .filter(band -> band.band().needsAttention() == needsAttention)
                .toList();
    }
}
