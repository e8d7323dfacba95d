// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.query;

import static dev.rollcall.schema.jooq.history.Tables.SYSTEM_STATUSES;

import dev.rollcall.report.model.Band;
import dev.rollcall.report.model.FirstOf;
import dev.rollcall.report.model.Fleet;
import dev.rollcall.report.model.FleetVerdict;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.schema.domain.Status;
import dev.rollcall.schema.domain.SystemRow;
import java.util.concurrent.atomic.AtomicInteger;
import org.jooq.DSLContext;

/** Reads all systems of a snapshot once, for everything that is said of them as a whole. */
public final class FleetQueries {

    private final DSLContext dsl;

    FleetQueries(DSLContext dsl) {
        this.dsl = dsl;
    }

    /**
     * How many systems are kept while the fleet streams by.
     *
     * @param ofBand named for each band
     * @param ofCause with their rows for each cause, at least 1
     * @param mostUrgent with their rows, of any band
     */
    public record Limits(int ofBand, int ofCause, int mostUrgent) {}

    public Fleet read(SnapshotSummary snapshot, Limits limits) {
        BandCollector bands = new BandCollector(limits.ofBand());
        AttentionCollector causes = new AttentionCollector(limits.ofCause());
        FirstOf<SystemRow> mostUrgent = new FirstOf<>(limits.mostUrgent(), Band.mostUrgentFirst(snapshot.asOf()));
        VarietyCollector variety = new VarietyCollector();
        new SystemQueries(dsl).forEachOf(snapshot.id(), system -> {
            Band band = Band.of(system, snapshot.asOf());
            bands.add(band, system);
            causes.add(band, system);
            mostUrgent.add(system);
            variety.add(system);
        });
        FindingQueries findings = new FindingQueries(dsl);
        return new Fleet(
                new FleetVerdict(
                        snapshot,
                        bands.get(),
                        findings.staleInventory(snapshot.id()).isPresent(),
                        findings.quietFeeds(snapshot.id())),
                causes.get(),
                mostUrgent.get().shown(),
                variety.get());
    }

    /** How many systems of a snapshot needed somebody. One that is Up to Date and not silent did not. */
    public int needing(SnapshotSummary snapshot) {
        AtomicInteger needing = new AtomicInteger();
        new SystemQueries(dsl)
                .forEachOf(
                        snapshot.id(),
                        SYSTEM_STATUSES.STATUS.ne(Status.UP_TO_DATE).or(SYSTEM_STATUSES.SILENT),
                        system -> {
                            if (Band.of(system, snapshot.asOf()).needsAttention()) {
                                needing.incrementAndGet();
                            }
                        });
        return needing.get();
    }
}
