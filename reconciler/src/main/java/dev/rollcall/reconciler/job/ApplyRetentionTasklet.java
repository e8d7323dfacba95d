// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.job;

import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** Applies retention, relative to the time of the run, and packs all but the newest night. Written reports stay. */
final class ApplyRetentionTasklet implements Tasklet {

    private final RetentionQueries queries;

    ApplyRetentionTasklet(RetentionQueries queries) {
        this.queries = queries;
    }

    @Override
    public @Nullable RepeatStatus execute(StepContribution contribution, ChunkContext chunk) {
        RunRequest request = JobProgress.of(chunk).request();
        Retention retention = request.retention();
        if (retention != null) {
            contribution.incrementWriteCount(queries.remove(queries.prunable(request.asOf(), retention)));
        }
        queries.packOlder();
        return RepeatStatus.FINISHED;
    }
}
