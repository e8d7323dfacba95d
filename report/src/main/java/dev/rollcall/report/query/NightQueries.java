// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.query;

import static dev.rollcall.schema.jooq.history.Tables.PUBLISHED_SNAPSHOTS;

import dev.rollcall.report.model.MissingNight;
import dev.rollcall.report.model.SnapshotSummary;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Finds the nights that are missing before a snapshot, and what the job recorded about them. */
public final class NightQueries {

    private static final Duration NIGHT = Duration.ofDays(1);

    /** A timer may be late, and catch up in the morning. */
    private static final Duration HALF = NIGHT.dividedBy(2);

    private static final int LOOKED_AT = 8;

    /** Whether the last attempt for each time completed, else where it failed. Times in UTC sort as text. */
    private static final String RUNS = """
            select night.parameter_value as as_of
                 , e.status = 'COMPLETED' as is_complete
                 , coalesce(failed.step_name, 'start') as step
              from batch.batch_job_execution as e
              join batch.batch_job_execution_params as night
                on night.job_execution_id = e.job_execution_id
               and night.parameter_name = 'asOf'
              join batch.batch_job_execution_params as matching
                on matching.job_execution_id = e.job_execution_id
               and matching.parameter_name = 'matching'
              left join lateral (
                     select s.step_name
                       from batch.batch_step_execution as s
                      where s.job_execution_id = e.job_execution_id
                        and s.status <> 'COMPLETED'
                      order by s.step_execution_id
                      limit 1
                   ) as failed
                on true
             where matching.parameter_value = ?
               and night.parameter_value > ?
               and night.parameter_value < ?
             order by e.job_execution_id
            """;

    private final DSLContext dsl;

    NightQueries(DSLContext dsl) {
        this.dsl = dsl;
    }

    private record Run(Instant asOf, boolean isComplete, String step) {}

    /**
     * The missing nights between a snapshot and its predecessor, oldest first. Nights removed by retention are not
     * missing, and none are expected before backfilled snapshots.
     */
    public List<MissingNight> missingBefore(SnapshotSummary snapshot) {
        Instant previous = previous(snapshot);
        if (previous == null || snapshot.isReconstructed()) {
            return List.of();
        }
        long nights = Duration.between(previous, snapshot.asOf()).plus(HALF).dividedBy(NIGHT) - 1;
        if (nights < 1) {
            return List.of();
        }
        List<Run> runs = runs(snapshot, previous);
        List<MissingNight> missing = new ArrayList<>();
        for (long i = 1; i <= nights; i++) {
            Instant expected = previous.plus(NIGHT.multipliedBy(i));
            Optional<Run> last = runs.stream()
                    .filter(run -> isNear(run.asOf(), expected))
                    .reduce((earlier, later) -> earlier.isComplete() ? earlier : later);
            if (last.filter(Run::isComplete).isEmpty()) {
                missing.add(new MissingNight(expected, last.map(Run::step).orElse(null)));
            }
        }
        return missing;
    }

    private static boolean isNear(Instant run, Instant expected) {
        Duration away = Duration.between(expected, run);
        return away.compareTo(HALF.negated()) >= 0 && away.compareTo(HALF) < 0;
    }

    /** The previous snapshot, if most gaps before it were one night: a weekly schedule misses none. */
    private @Nullable Instant previous(SnapshotSummary snapshot) {
        List<Instant> before = dsl.select(PUBLISHED_SNAPSHOTS.AS_OF)
                .from(PUBLISHED_SNAPSHOTS)
                .where(PUBLISHED_SNAPSHOTS.MATCHING.eq(snapshot.matching()))
                .and(PUBLISHED_SNAPSHOTS.AS_OF.lt(snapshot.asOf().atOffset(ZoneOffset.UTC)))
                .orderBy(PUBLISHED_SNAPSHOTS.AS_OF.desc())
                .limit(LOOKED_AT)
                .fetch(row -> row.value1().toInstant());
        long longer = IntStream.range(1, before.size())
                .filter(i -> Duration.between(before.get(i), before.get(i - 1)).compareTo(NIGHT.plus(HALF)) > 0)
                .count();
        return before.isEmpty() || longer * 2 > before.size() - 1 ? null : before.get(0);
    }

    private List<Run> runs(SnapshotSummary snapshot, Instant previous) {
        return dsl.fetch(
                        RUNS,
                        snapshot.matching().code(),
                        previous.toString(),
                        snapshot.asOf().toString())
                .map(row -> new Run(
                        Instant.parse(row.get("as_of", String.class)),
                        row.get("is_complete", Boolean.class),
                        row.get("step", String.class)));
    }
}
