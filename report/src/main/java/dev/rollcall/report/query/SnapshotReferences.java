// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.query;

import static dev.rollcall.schema.jooq.history.Tables.PUBLISHED_SNAPSHOTS;

import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.schema.domain.Matching;
import dev.rollcall.schema.domain.Outcome;
import dev.rollcall.schema.domain.SnapshotReference;
import dev.rollcall.schema.domain.SnapshotReference.Kind;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.RollcallException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;

/**
 * Resolves a reference to a snapshot.
 *
 * <p>An id, a time, a day (its last snapshot in UTC), a label (the newest with it), {@code latest}, {@code previous},
 * {@code last-passed} (the newest for which a gate passed), or an age such as {@code 7d}: the last that is at least
 * this much older than the newest. All but ids are limited to one matching.
 */
public final class SnapshotReferences {

    private final DSLContext dsl;
    private final Condition ofMatching;

    SnapshotReferences(DSLContext dsl, Matching matching) {
        this.dsl = dsl;
        this.ofMatching = PUBLISHED_SNAPSHOTS.MATCHING.eq(matching);
    }

    /**
     * The snapshot.
     *
     * @throws RollcallException if there is none
     */
    public SnapshotSummary resolve(String text) {
        SnapshotReference reference = SnapshotReference.of(text);
        if (reference.kind() == Kind.LAST_PASSED) {
            return lastPassed(PUBLISHED_SNAPSHOTS.AS_OF.isNotNull())
                    .orElseThrow(() -> new RollcallException(
                            ErrorName.UNKNOWN_SNAPSHOT,
                            "No snapshot has passed the gate, so 'last-passed' does not exist."
                                    + " Use an id, a time or a label instead."));
        }
        return find(reference)
                .or(() -> newest(PUBLISHED_SNAPSHOTS.LABEL.eq(text)))
                .orElseThrow(() -> new RollcallException(
                        ErrorName.UNKNOWN_SNAPSHOT,
                        "There is no snapshot '" + text + "'" + near(reference)
                                + ". Expected an id, a time, a day, a label, latest, previous, last-passed or an age such as 7d;"
                                + " 'rollcall history' lists all snapshots."));
    }

    /** The predecessor of a snapshot with its matching: its usual baseline. */
    public Optional<SnapshotSummary> before(SnapshotSummary snapshot) {
        return newestOfAny(PUBLISHED_SNAPSHOTS
                .MATCHING
                .eq(snapshot.matching())
                .and(PUBLISHED_SNAPSHOTS.AS_OF.lt(Times.offset(snapshot.asOf()))));
    }

    /** The last one before a time for which a gate passed. */
    public Optional<SnapshotSummary> passedBefore(Instant asOf) {
        return lastPassed(PUBLISHED_SNAPSHOTS.AS_OF.lt(Times.offset(asOf)));
    }

    private Optional<SnapshotSummary> lastPassed(Condition condition) {
        return newest(condition.and(PUBLISHED_SNAPSHOTS.GATE_OUTCOME.eq(Outcome.PASSED)));
    }

    private Optional<SnapshotSummary> find(SnapshotReference reference) {
        return switch (reference.kind()) {
            case LATEST -> latest();
            case PREVIOUS -> latest().flatMap(latest -> before(latest.asOf()));
            case LAST_PASSED, LABEL -> Optional.empty();
            case ID -> newestOfAny(PUBLISHED_SNAPSHOTS.ID.eq(reference.id()));
            case AGE -> latest().flatMap(latest -> olderBy(reference.age(), latest.asOf()));
            case INSTANT -> newest(PUBLISHED_SNAPSHOTS.AS_OF.eq(Times.offset(reference.instant())));
            case DAY -> lastOf(reference.day().atStartOfDay(ZoneOffset.UTC).toInstant());
        };
    }

    private Optional<SnapshotSummary> lastOf(Instant day) {
        return before(day.plus(Duration.ofDays(1)))
                .filter(snapshot -> !snapshot.asOf().isBefore(day));
    }

    /** The snapshots next to a time or age without one. */
    private String near(SnapshotReference reference) {
        if (reference.kind() == Kind.AGE) {
            return latest().map(latest -> "; the oldest is as of " + new SnapshotQueries(dsl).first(latest.matching()))
                    .orElse("");
        }
        return reference.kind() != Kind.INSTANT
                ? ""
                : before(reference.instant())
                        .map(snapshot -> "; the last before it is as of " + snapshot.asOf())
                        .orElse("; there is none before it");
    }

    Optional<SnapshotSummary> latest() {
        return newestOfAny(ofMatching);
    }

    /** The last one before a time. */
    public Optional<SnapshotSummary> before(Instant instant) {
        return newest(PUBLISHED_SNAPSHOTS.AS_OF.lt(Times.offset(instant)));
    }

    /** The last one that is at least this much older than a time. */
    public Optional<SnapshotSummary> olderBy(Duration age, Instant instant) {
        return newest(PUBLISHED_SNAPSHOTS.AS_OF.le(Times.offset(instant.minus(age))));
    }

    private Optional<SnapshotSummary> newest(Condition condition) {
        return newestOfAny(ofMatching.and(condition));
    }

    private Optional<SnapshotSummary> newestOfAny(Condition condition) {
        return dsl.selectFrom(PUBLISHED_SNAPSHOTS)
                .where(condition)
                .orderBy(PUBLISHED_SNAPSHOTS.AS_OF.desc())
                .limit(1)
                .fetchOptional(row -> SnapshotQueries.summary(PUBLISHED_SNAPSHOTS, row));
    }
}
