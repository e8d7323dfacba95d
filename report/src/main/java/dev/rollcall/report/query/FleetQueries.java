// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.query;

import static dev.rollcall.schema.jooq.history.Tables.SYSTEM_STATUSES;

import dev.rollcall.report.model.AttentionChange;
import dev.rollcall.report.model.Band;
import dev.rollcall.report.model.Bounded;
import dev.rollcall.report.model.FirstOf;
import dev.rollcall.report.model.Fleet;
import dev.rollcall.report.model.FleetVerdict;
import dev.rollcall.report.model.FleetVerdict.BandSystem;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.report.model.Variety;
import dev.rollcall.schema.domain.Status;
import dev.rollcall.schema.domain.SystemRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Reads all systems of a snapshot once, for everything about the fleet as a whole. */
public final class FleetQueries {

    private final DSLContext dsl;

    FleetQueries(DSLContext dsl) {
        this.dsl = dsl;
    }

    /**
     * How many systems are kept while the fleet is read.
     *
     * @param ofBand names per band
     * @param ofCause rows per cause, at least 1
     * @param mostUrgent rows of any band
     * @param ofChange names that need attention and did not before, and the other way round; 0 to skip the comparison
     */
    public record Limits(int ofBand, int ofCause, int mostUrgent, int ofChange) {}

    public Fleet read(SnapshotSummary snapshot, @Nullable SnapshotSummary baseline, Limits limits) {
        BandCollector bands = new BandCollector(limits.ofBand());
        AttentionCollector causes = new AttentionCollector(limits.ofCause());
        FirstOf<SystemRow> mostUrgent = new FirstOf<>(limits.mostUrgent(), Band.mostUrgentFirst(snapshot.asOf()));
        FirstOf<BandSystem> longestBehind =
                new FirstOf<>(1, Comparator.comparing(system -> Objects.requireNonNull(system.since())));
        HeardCollector heard = new HeardCollector(snapshot.asOf());
        VarietyCollector varieties = new VarietyCollector();
        Set<String> needing = new LinkedHashSet<>();
        new SystemQueries(dsl).forEachOf(snapshot.id(), system -> {
            Band band = Band.of(system, snapshot.asOf());
            bands.add(band, system);
            causes.add(band, system);
            mostUrgent.add(system);
            if (system.behindSince() != null) {
                longestBehind.add(new BandSystem(system.hostname(), system.behindSince()));
            }
            heard.add(system.lastSeenAt());
            varieties.add(system);
            if (band.needsAttention() && limits.ofChange() > 0) {
                needing.add(system.hostname());
            }
        });
        Variety variety = varieties.get();
        FindingQueries findings = new FindingQueries(dsl);
        return new Fleet(
                new FleetVerdict(
                        snapshot,
                        bands.get(),
                        findings.staleInventory(snapshot.id()).isPresent(),
                        findings.quietFeeds(snapshot.id()),
                        baseline == null || !variety.ofFlakes()
                                ? List.of()
                                : new FlakeQueries(dsl).stuck(snapshot.id(), baseline.id())),
                longestBehind.get().shown().stream().findFirst().orElse(null),
                causes.get(),
                baseline == null || limits.ofChange() == 0
                        ? null
                        : attentionChange(snapshot, baseline, needing, limits.ofChange()),
                mostUrgent.get().shown(),
                heard.get(),
                variety);
    }

    /**
     * Compares the systems that needed attention before with those that do now. Systems that were Up to Date and not
     * silent are skipped, because they did not.
     */
    private AttentionChange attentionChange(
            SnapshotSummary snapshot, SnapshotSummary baseline, Set<String> entered, int most) {
        List<String> left = new ArrayList<>();
        new SystemQueries(dsl)
                .forEachOf(
                        baseline.id(),
                        SYSTEM_STATUSES.STATUS.ne(Status.UP_TO_DATE).or(SYSTEM_STATUSES.SILENT),
                        system -> {
                            if (Band.of(system, baseline.asOf()).needsAttention()
                                    && !entered.remove(system.hostname())) {
                                left.add(system.hostname());
                            }
                        });
        Bounded<String> named = Bounded.of(left, most);
        Set<String> gone = new HashSet<>(named.shown());
        new SystemQueries(dsl).named(snapshot.id(), named.shown()).forEach(system -> gone.remove(system.hostname()));
        return new AttentionChange(Bounded.of(entered, most), named, gone);
    }
}
