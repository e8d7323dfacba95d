// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.job;

import java.util.List;
import java.util.Objects;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Finds recent incomplete runs with one query: Spring Batch would read every step of a run to find out. */
public final class RecentRuns {

    /** How many runs it checks; older ones can be run by their time. */
    private static final int LOOK_BACK = 10;

    /** A run that failed this often is not retried. */
    private static final int MAX_ATTEMPTS = 3;

    private static final String UNFINISHED = """
            select i.job_instance_id
                 , count(e.job_execution_id) as attempts
                 , max(p.parameter_value) as as_of
              from (
                     select r.job_instance_id
                       from batch.batch_job_instance as r
                      where not exists (
                              select
                                from batch.batch_job_execution as c
                               where c.job_instance_id = r.job_instance_id
                                 and c.status = 'COMPLETED'
                            )
                      order by r.job_instance_id desc
                      limit ?
                   ) as i
              left join batch.batch_job_execution as e
                on e.job_instance_id = i.job_instance_id
              left join batch.batch_job_execution_params as p
                on p.job_execution_id = e.job_execution_id
               and p.parameter_name = 'asOf'
             group by i.job_instance_id
             order by i.job_instance_id
            """;

    private final DSLContext dsl;

    public RecentRuns(DSLContext dsl) {
        this.dsl = dsl;
    }

    /**
     * An incomplete run.
     *
     * @param asOf its time, null if it was killed at its very start and has no execution
     */
    record Unfinished(
            long instanceId, int attempts, @Nullable String asOf) {

        boolean isRetried() {
            return attempts < MAX_ATTEMPTS;
        }
    }

    /** Oldest first. */
    List<Unfinished> unfinished() {
        return dsl.fetch(UNFINISHED, LOOK_BACK)
                .map(row ->
                        new Unfinished(row.get(0, Long.class), row.get(1, Integer.class), row.get(2, String.class)));
    }

    /** The times of the nights that the next run finishes; empty for read-only roles. */
    public List<String> nightsToFinish() {
        boolean isAllowed = Boolean.TRUE.equals(dsl.fetchValue("select has_schema_privilege('batch', 'usage')"));
        return isAllowed
                ? unfinished().stream()
                        .filter(Unfinished::isRetried)
                        .map(Unfinished::asOf)
                        .filter(Objects::nonNull)
                        .toList()
                : List.of();
    }
}
