// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.job;

import java.util.List;
import org.jooq.DSLContext;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.repository.JobRepository;

/** Finds recent incomplete runs with one query: Spring Batch would read every step of a run to find out. */
final class RecentRuns {

    /** How many runs it checks; older ones can be run by their time. */
    private static final int LOOK_BACK = 10;

    private static final String UNFINISHED = """
            select i.job_instance_id
              from (
                     select r.job_instance_id
                       from batch.batch_job_instance as r
                      where r.job_name = ?
                      order by r.job_instance_id desc
                      limit ?
                   ) as i
              left join lateral (
                     select e.status
                       from batch.batch_job_execution as e
                      where e.job_instance_id = i.job_instance_id
                      order by e.job_execution_id desc
                      limit 1
                   ) as last
                on true
             where last.status is distinct from 'COMPLETED'
             order by i.job_instance_id
            """;

    private final DSLContext dsl;
    private final JobRepository repository;

    RecentRuns(DSLContext dsl, JobRepository repository) {
        this.dsl = dsl;
        this.repository = repository;
    }

    /** Oldest first; a run that was killed at its very start has no execution. */
    List<JobInstance> unfinished() {
        return dsl.fetch(UNFINISHED, NightlyJob.NAME, LOOK_BACK).getValues(0, Long.class).stream()
                .map(repository::getJobInstance)
                .toList();
    }
}
