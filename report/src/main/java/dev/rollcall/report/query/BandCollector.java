// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.query;

import dev.rollcall.report.model.Band;
import dev.rollcall.report.model.FirstOf;
import dev.rollcall.report.model.FleetVerdict.BandSystem;
import dev.rollcall.report.model.FleetVerdict.BandSystems;
import dev.rollcall.schema.domain.SystemRow;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts the systems of each band, and keeps the names of those with the longest duration. */
final class BandCollector {

    private static final Comparator<BandSystem> LONGEST_FIRST =
            Comparator.comparing(BandSystem::since, Comparator.nullsLast(Comparator.<Instant>naturalOrder()));

    private final int limitForEach;
    private final Map<Band, FirstOf<BandSystem>> systems = new EnumMap<>(Band.class);

    BandCollector(int limitForEach) {
        this.limitForEach = limitForEach;
    }

    void add(Band band, SystemRow system) {
        systems.computeIfAbsent(band, any -> new FirstOf<>(limitForEach, LONGEST_FIRST))
                .add(new BandSystem(system.hostname(), band.since(system)));
    }

    /** The non-empty bands, most urgent first. */
    List<BandSystems> get() {
        return systems.entrySet().stream()
                .map(band -> new BandSystems(band.getKey(), band.getValue().get()))
                .toList();
    }
}
