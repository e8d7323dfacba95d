// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.doctor;

import static dev.rollcall.schema.jooq.history.Tables.PUBLISHED_SNAPSHOTS;

import dev.rollcall.schema.domain.Trigger;
import dev.rollcall.schema.jooq.history.tables.records.PublishedSnapshotsRecord;
import dev.rollcall.schema.text.Words;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jooq.DSLContext;

/** When the last night was. */
public final class LastNight {

    /** One night per day, and half a day for a late timer. */
    public static final Duration EXPECTED_WITHIN = Duration.ofHours(36);

    private final DSLContext dsl;

    public LastNight(DSLContext dsl) {
        this.dsl = dsl;
    }

    /** The time of the last snapshot up to now that a run made; backfilled ones don't show that anything ran. */
    private Optional<Instant> asOf(Instant now) {
        return dsl.selectFrom(PUBLISHED_SNAPSHOTS)
                .where(
                        PUBLISHED_SNAPSHOTS.RUN_TRIGGER.ne(Trigger.BACKFILL),
                        PUBLISHED_SNAPSHOTS.AS_OF.le(now.atOffset(ZoneOffset.UTC)))
                .orderBy(PUBLISHED_SNAPSHOTS.AS_OF.desc())
                .limit(1)
                .fetchOptional()
                .map(PublishedSnapshotsRecord::getAsOf)
                .map(at -> at.toInstant());
    }

    /** Its age in words, with a warning first if it is older than expected. */
    public Check freshness(Instant now, Duration expectedWithin) {
        Optional<Instant> last = asOf(now);
        if (last.isEmpty()) {
            return Check.warning("last night", "none yet", "Run it once by hand: rollcall run");
        }
        String seen = "as of " + Words.minute(last.get()) + " UTC, " + Words.age(last.get(), now) + " ago";
        return Duration.between(last.get(), now).compareTo(expectedWithin) <= 0
                ? Check.ok("last night", seen)
                : Check.warning(
                        "last night",
                        seen + ", expected at most " + Words.duration(expectedWithin),
                        "Check that the timer is active and what its last run printed (systemctl list-timers, journalctl).");
    }
}
