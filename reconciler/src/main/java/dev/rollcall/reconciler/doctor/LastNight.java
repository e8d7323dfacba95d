// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.doctor;

import static dev.rollcall.schema.jooq.history.Tables.PUBLISHED_SNAPSHOTS;

import dev.rollcall.schema.domain.Trigger;
import dev.rollcall.schema.jooq.history.tables.records.PublishedSnapshotsRecord;
import dev.rollcall.schema.text.Words;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;

/** When the last night was, and what it left unfinished. */
public final class LastNight {

    /** One night per day, and half a day for a late timer. */
    public static final Duration EXPECTED_WITHIN = Duration.ofHours(36);

    /** As the next run sees it: recent instances without an end. Runs that failed three times are not retried. */
    private static final String UNFINISHED = """
            select night.parameter_value as as_of
              from (
                     select i.job_instance_id
                       from batch.batch_job_instance as i
                      order by i.job_instance_id desc
                      limit 10
                   ) as i
             cross join lateral (
                     select e.job_execution_id, e.status
                       from batch.batch_job_execution as e
                      where e.job_instance_id = i.job_instance_id
                      order by e.job_execution_id desc
                      limit 1
                   ) as last
              join batch.batch_job_execution_params as night
                on night.job_execution_id = last.job_execution_id
               and night.parameter_name = 'asOf'
             where last.status <> 'COMPLETED'
               and (
                     select count(*)
                       from batch.batch_job_execution as e
                      where e.job_instance_id = i.job_instance_id
                   ) < 3
             order by 1
            """;

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

    /** The unfinished nights; empty for read-only roles. */
    public List<String> unfinished() {
        boolean isAllowed = Boolean.TRUE.equals(dsl.fetchValue("select has_schema_privilege('batch', 'usage')"));
        return isAllowed ? dsl.fetch(UNFINISHED).getValues(0, String.class) : List.of();
    }
}
