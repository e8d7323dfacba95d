// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.query;

import dev.rollcall.report.model.Band;
import dev.rollcall.report.model.FleetVerdict;
import dev.rollcall.report.model.FleetVerdict.BandSystem;
import dev.rollcall.report.model.FleetVerdict.BandSystems;
import dev.rollcall.report.model.SnapshotSummary;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;

/** Reads what the verdict on the fleet of a snapshot rests on. */
public final class VerdictQueries {

    private static final Comparator<BandSystem> LONGEST_FIRST =
            Comparator.comparing(BandSystem::since, Comparator.nullsLast(Comparator.<Instant>naturalOrder()));

    private final DSLContext dsl;

    VerdictQueries(DSLContext dsl) {
        this.dsl = dsl;
    }

    /** The verdict, with the names of at most so many systems of each band. */
    public FleetVerdict read(SnapshotSummary snapshot, int limitForEach) {
        FindingQueries findings = new FindingQueries(dsl);
        return new FleetVerdict(
                snapshot,
                bands(snapshot, limitForEach),
                findings.staleInventory(snapshot.id()).isPresent(),
                findings.quietFeeds(snapshot.id()));
    }

    private List<BandSystems> bands(SnapshotSummary snapshot, int limitForEach) {
        Map<Band, FirstOf<BandSystem>> systems = new EnumMap<>(Band.class);
        new SystemQueries(dsl).forEachOf(snapshot.id(), system -> {
            Band band = Band.of(system, snapshot.asOf());
            systems.computeIfAbsent(band, any -> new FirstOf<>(limitForEach, LONGEST_FIRST))
                    .add(new BandSystem(system.hostname(), band.since(system)));
        });
        return systems.entrySet().stream()
                .map(band -> new BandSystems(band.getKey(), band.getValue().get()))
                .toList();
    }
}
