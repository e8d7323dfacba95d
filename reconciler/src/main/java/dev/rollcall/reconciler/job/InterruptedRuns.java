// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.job;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;

/**
 * Repairs what interrupted runs left in Spring Batch's tables.
 *
 * <p>Spring Batch refuses to restart an execution that seems to be running, or whose rollback was not confirmed, until
 * an operator has checked that no process works on it and nothing is incomplete. Both are known here. The database lock
 * is held, so no other run is active, and each step is one repeatable transaction, which the server rolls back when its
 * connection ends.
 */
final class InterruptedRuns {

    private final JobOperator operator;
    private final JobRepository repository;
    private final RecentRuns recent;
    private final OpenSnapshots snapshots;

    InterruptedRuns(JobOperator operator, JobRepository repository, RecentRuns recent, OpenSnapshots snapshots) {
        this.operator = operator;
        this.repository = repository;
        this.recent = recent;
        this.snapshots = snapshots;
    }

    /** Makes all of them restartable, however they ended. */
    void recover() {
        for (JobExecution running : repository.findRunningJobExecutions(NightlyJob.NAME)) {
            operator.recover(running);
        }
        for (RecentRuns.Unfinished run : recent.unfinished()) {
            JobInstance instance = instanceOf(run);
            JobExecution last = repository.getLastJobExecution(instance);
            if (last == null) {
                // killed between creating the two; Spring Batch never starts an existing instance without an execution
                repository.deleteJobInstance(instance);
            } else {
                makeRestartable(last);
            }
        }
    }

    /** The last executions of recent runs that have not failed too often, in order of their start. */
    List<JobExecution> resumable() {
        return recent.unfinished().stream()
                .filter(RecentRuns.Unfinished::isRetried)
                .map(run -> repository.getLastJobExecution(instanceOf(run)))
                .filter(execution -> execution != null && isRestartable(execution))
                .sorted(Comparator.comparingLong(JobExecution::getId))
                .toList();
    }

    /** Whether the run has failed too often to be resumed. */
    boolean isGivenUp(JobExecution execution) {
        long instance = execution.getJobInstance().getInstanceId();
        return recent.unfinished().stream().anyMatch(run -> run.instanceId() == instance && !run.isRetried());
    }

    /** Lets Spring Batch restart an incomplete execution. */
    void makeRestartable(JobExecution execution) {
        for (StepExecution step : List.copyOf(execution.getStepExecutions())) {
            if (step.getStartTime() == null) {
                // a partition's row is created before its context, so one that never started may lack it
                repository.deleteStepExecution(step);
            } else if (step.getStatus() == BatchStatus.UNKNOWN
                    || step.getStatus().isRunning()) {
                // its connection was lost, so it could not confirm its rollback or record its end
                step.setStatus(BatchStatus.FAILED);
                step.setExitStatus(ExitStatus.FAILED);
                repository.update(step);
            }
        }
        if (execution.getStatus() == BatchStatus.UNKNOWN) {
            execution.setStatus(BatchStatus.FAILED);
            execution.setExitStatus(ExitStatus.FAILED);
            repository.update(execution);
        }
    }

    /**
     * Lets the next execution assess all ranges, until the snapshot is published. The inventory may have changed, and
     * verdicts and findings of a snapshot come from the same inventory.
     */
    void forgetRanges(JobExecution last) {
        JobProgress progress = JobProgress.of(last);
        if (progress.isPlanned() && snapshots.isPublished(progress.snapshotId())) {
            return;
        }
        repository.getJobExecutions(last.getJobInstance()).stream()
                .flatMap(execution -> execution.getStepExecutions().stream())
                .filter(step -> step.getStepName().startsWith(NightlyJob.ASSESS_RANGE))
                .toList()
                .forEach(repository::deleteStepExecution);
    }

    /** Whether the snapshot of the execution was removed, so there is nothing to resume. */
    boolean hasLostSnapshot(JobExecution execution) {
        JobProgress progress = JobProgress.of(execution);
        return progress.isPlanned() && !snapshots.exists(progress.snapshotId());
    }

    /** Deletes all records of the run, so the next one for the same time starts from the beginning. */
    void forget(JobExecution execution) {
        repository.deleteJobInstance(execution.getJobInstance());
    }

    private JobInstance instanceOf(RecentRuns.Unfinished run) {
        return Objects.requireNonNull(repository.getJobInstance(run.instanceId()));
    }

    private static boolean isRestartable(JobExecution execution) {
        return execution.getStatus() == BatchStatus.FAILED || execution.getStatus() == BatchStatus.STOPPED;
    }
}
