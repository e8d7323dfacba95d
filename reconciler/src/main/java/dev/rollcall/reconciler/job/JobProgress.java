// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.job;

import java.util.ArrayList;
import java.util.List;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/**
 * What a run has to remember for its later steps, and for the run that resumes it: the snapshot and the plan of ranges.
 *
 * <p>The plan is kept because ranges that are done are told by their number; planned anew over a changed inventory, the
 * same number could mean other hosts.
 */
final class JobProgress {

    private static final String SNAPSHOT_ID = "snapshotId";
    private static final String BOUNDARIES = "boundaries";
    private static final String PARTITION = "range-";

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

    /** Whether this run, or the one that it resumes, has kept a plan. */
    boolean isPlanned() {
        return context().containsKey(BOUNDARIES);
    }

    long snapshotId() {
        return context().getLong(SNAPSHOT_ID);
    }

    List<HostRange> ranges() {
        Object boundaries = context().get(BOUNDARIES);
        if (!(boundaries instanceof List<?> hostnames)) {
            throw new RunException("The run has no plan of host ranges; its first step did not finish.");
        }
        return HostRange.between(hostnames.stream().map(String.class::cast).toList());
    }

    /** The name of the partition that assesses a range of the plan, by its number from 1. */
    static String partition(int number) {
        return PARTITION + "%05d".formatted(number);
    }

    /**
     * The range that a step assesses, by the number in its name. The step's own context would not do: a run that was
     * killed while it made its steps leaves some without one.
     */
    HostRange rangeOf(String stepName) {
        String number = stepName.substring(stepName.indexOf(PARTITION) + PARTITION.length());
        return ranges().get(Integer.parseInt(number) - 1);
    }

    void planned(long snapshotId, List<String> boundaries) {
        context().putLong(SNAPSHOT_ID, snapshotId);
        context().put(BOUNDARIES, new ArrayList<>(boundaries));
    }

    private ExecutionContext context() {
        return execution.getExecutionContext();
    }
}
