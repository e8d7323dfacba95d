// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.job;

import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.RollcallException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/** What a run stores for its later steps, and for the run that resumes it: the snapshot and the plan of ranges. */
final class JobProgress {

    private static final String SNAPSHOT_ID = "snapshotId";
    private static final String BOUNDARIES = "boundaries";

    private final JobExecution execution;

    private JobProgress(JobExecution execution) {
        this.execution = execution;
    }

    static JobProgress of(ChunkContext chunk) {
        return of(chunk.getStepContext().getStepExecution().getJobExecution());
    }

    static JobProgress of(JobExecution execution) {
        return new JobProgress(execution);
    }

    RunRequest request() {
        return RunRequest.from(execution.getJobParameters());
    }

    /** Whether this run, or the one it resumes, has opened its snapshot. */
    boolean isPlanned() {
        return context().containsKey(BOUNDARIES);
    }

    long snapshotId() {
        return context().getLong(SNAPSHOT_ID);
    }

    List<HostRange> ranges() {
        Object boundaries = context().get(BOUNDARIES);
        if (!(boundaries instanceof List<?> hostnames)) {
            throw new RollcallException(
                    ErrorName.RUN_INCONSISTENT, "The run has no host ranges, because its first step did not finish.");
        }
        return HostRange.between(hostnames.stream().map(String.class::cast).toList());
    }

    void planned(long snapshotId, List<String> boundaries) {
        context().putLong(SNAPSHOT_ID, snapshotId);
        context().put(BOUNDARIES, new ArrayList<>(boundaries));
    }

    private ExecutionContext context() {
        return execution.getExecutionContext();
    }
}
