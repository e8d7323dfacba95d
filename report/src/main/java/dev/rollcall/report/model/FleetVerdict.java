// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be said of a whole fleet in a sentence.
 *
 * @param bands those that have systems, the worst first; together they are the fleet
 * @param isStale whether no fact of any kind is fresh
 * @param quiet the kinds of facts that have stopped coming
 * @param stuck the flakes, of several, that have no system that is Up to Date, nor had one in the baseline
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

    /** A flake none of whose systems is Up to Date, and how many it has. */
    public record StuckFlake(String flake, int systems) {}

    /** The systems of a band, those that have been in it longest first. */
    public record BandSystems(Band band, Bounded<BandSystem> systems) {}

    /** A system, and since when it is behind or not heard from, where that is what its band is about. */
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
