// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.job;

import dev.rollcall.schema.FailureText;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.RollcallException;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;

/** Runs the job to completion: from the start, or, if an earlier run for the same time stopped, what is left of it. */
final class JobRunner {

    private final Batch batch;
    private final Job job;
    private final InterruptedRuns interrupted;

    JobRunner(Batch batch, Job job, InterruptedRuns interrupted) {
        this.batch = batch;
        this.job = job;
        this.interrupted = interrupted;
    }

    /** How much of the job was left to do. */
    enum Extent {
        NOTHING,
        THE_REST,
        ALL
    }

    /**
     * Completes a request.
     *
     * @throws RollcallException if a step failed; the next run resumes it
     */
    Extent run(RunRequest request, boolean isPublished) {
        JobExecution last = batch.repository().getLastJobExecution(NightlyJob.NAME, request.toJobParameters());
        if (isPublished && (last == null || isComplete(last))) {
            return Extent.NOTHING;
        }
        if (last != null) {
            interrupted.makeRestartable(last);
            if (interrupted.hasLostSnapshot(last)) {
                // retention deleted it; a night is a pure function of its time, so it can be computed again
                interrupted.forget(last);
            } else {
                interrupted.forgetRanges(last);
            }
        }
        start(request);
        return last == null ? Extent.ALL : Extent.THE_REST;
    }

    private void start(RunRequest request) {
        try {
            JobExecution execution = toItsEnd(request, () -> batch.operator().start(job, request.toJobParameters()));
            if (!isComplete(execution)) {
                throw new RollcallException(
                        JobFailure.nameOf(execution),
                        "The run as of " + request.asOf() + " failed " + JobFailure.stepOf(execution)
                                + ": " + JobFailure.reasonOf(execution)
                                + " No partial results are visible; " + whatIsNext(request, execution));
            }
        } catch (JobExecutionException e) {
            throw new RollcallException(
                    ErrorName.RUN_FAILED,
                    "The run as of " + request.asOf() + " can't be started: " + FailureText.of(e) + ".",
                    e);
        }
    }

    private String whatIsNext(RunRequest request, JobExecution execution) {
        if (interrupted.hasLostSnapshot(execution)) {
            return "the next run starts over.";
        }
        return interrupted.isGivenUp(execution)
                ? "it failed too often, so only 'rollcall run --as-of " + request.asOf() + "' resumes it."
                : "the next run resumes it.";
    }

    /** Restarts an interrupted execution, which may fail again. */
    JobExecution resume(JobExecution last, RunRequest request) throws JobExecutionException {
        interrupted.forgetRanges(last);
        return toItsEnd(request, () -> batch.operator().restart(last));
    }

    static boolean isComplete(JobExecution execution) {
        return execution.getStatus() == BatchStatus.COMPLETED;
    }

    /**
     * Spring Batch also records the end of a failed execution, which fails if a crash of the server lost its record.
     */
    private static JobExecution toItsEnd(RunRequest request, Launch launch) throws JobExecutionException {
        try {
            return launch.run();
        } catch (RuntimeException e) {
            if (JobFailure.isRecordLost(e)) {
                throw new RollcallException(
                        ErrorName.RUN_FAILED,
                        "The run as of " + request.asOf() + " failed: " + JobFailure.sentence(e)
                                + " No partial results are visible; run it again.",
                        e);
            }
            throw e;
        }
    }

    private interface Launch {
        JobExecution run() throws JobExecutionException;
    }
}
