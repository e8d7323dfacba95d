// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.job;

import java.util.Comparator;
import java.util.List;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;

/**
 * What interrupted runs left in the tables of Spring Batch, and every correction of these tables.
 *
 * <p>Spring Batch refuses to restart an execution that seems to be running, or whose rollback nobody confirmed: a person has
 * to make sure first that no process works on it and that nothing half-done is left. Here both are known. The lock of the
 * database is held, so no other run is at work, and each step is one transaction that can be repeated, which the server
 * rolls back when its connection ends.
 */
final class InterruptedRuns {

    /** A run that failed this often is left to a person. */
    private static final int MAX_ATTEMPTS = 3;

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
        for (JobInstance instance : recent.unfinished()) {
            JobExecution last = repository.getLastJobExecution(instance);
            if (last == null) {
                // killed between the two; Spring Batch starts no instance that it knows without an execution
                repository.deleteJobInstance(instance);
            } else {
                makeRestartable(last);
            }
        }
    }

    /** The last executions of the recent ones that have not failed too often, in the order of their starts. */
    List<JobExecution> resumable() {
        return recent.unfinished().stream()
                .filter(instance -> repository.getJobExecutions(instance).size() < MAX_ATTEMPTS)
                .map(repository::getLastJobExecution)
                .filter(execution -> execution != null && isRestartable(execution))
                .sorted(Comparator.comparingLong(JobExecution::getId))
                .toList();
    }

    /** Lets Spring Batch restart an execution that did not complete. */
    void makeRestartable(JobExecution execution) {
        for (StepExecution step : List.copyOf(execution.getStepExecutions())) {
            if (step.getStartTime() == null) {
                // a partition gets its row and then its context; one that was never started may lack the second
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

    /** Whether somebody removed the snapshot that the execution had opened, so that there is nothing to resume. */
    boolean hasLostSnapshot(JobExecution execution) {
        JobProgress progress = JobProgress.of(execution);
        return progress.isPlanned() && !snapshots.exists(progress.snapshotId());
    }

    /** Deletes all that is recorded about the run, so that the next one of the same instant starts from the beginning. */
    void forget(JobExecution execution) {
        repository.deleteJobInstance(execution.getJobInstance());
    }

    private static boolean isRestartable(JobExecution execution) {
        return execution.getStatus() == BatchStatus.FAILED || execution.getStatus() == BatchStatus.STOPPED;
    }
}
