// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.job;

import dev.rollcall.schema.FailureText;
import dev.rollcall.schema.connection.DatabaseFailure;
import dev.rollcall.schema.error.ErrorClass;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.NamedError;
import dev.rollcall.schema.error.RollcallException;
import java.util.Comparator;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.dao.OptimisticLockingFailureException;

/** Describes the failure of an execution: where and why. The whole chain of causes is logged. */
final class JobFailure {

    private static final Logger LOG = LoggerFactory.getLogger(JobFailure.class);

    /** The start of Spring Batch's message for a missing execution row, which has no exception of its own. */
    private static final String LOST_EXECUTION = "Invalid JobExecution";

    private JobFailure() {}

    /** As in "failed in the step 'publish'". */
    static String stepOf(JobExecution execution) {
        return execution.getStepExecutions().stream()
                .filter(step -> step.getStatus() != BatchStatus.COMPLETED)
                .map(step -> "in step '" + step.getStepName() + "'")
                .findFirst()
                .orElse("between two steps");
    }

    /**
     * The innermost message, ours before a library's. Failures of ranges come before that of the partitioned step,
     * which only reports that there were some.
     */
    static String reasonOf(JobExecution execution) {
        return reason(execution)
                .map(JobFailure::sentence)
                .map(sentence -> sentence.endsWith(".") ? sentence : sentence + ".")
                .orElse("unknown cause.");
    }

    /** The name of the error, unless that error alone has another exit code than a failed run. */
    static ErrorName nameOf(JobExecution execution) {
        return reason(execution)
                .flatMap(JobFailure::nameOf)
                .filter(name -> name.errorClass() != ErrorClass.USAGE && name.errorClass() != ErrorClass.BUSY)
                .orElse(ErrorName.RUN_FAILED);
    }

    private static Optional<ErrorName> nameOf(Throwable reason) {
        if (reason instanceof OutOfMemoryError) {
            return Optional.of(ErrorName.OUT_OF_MEMORY);
        }
        return reason instanceof RollcallException ours
                ? Optional.of(ours.name())
                : DatabaseFailure.of(reason).map(NamedError::name);
    }

    private static Optional<Throwable> reason(JobExecution execution) {
        return execution.getAllFailureExceptions().stream()
                .map(JobFailure::innermost)
                .min(Comparator.comparingInt(JobFailure::rank).thenComparing(FailureText::of));
    }

    static String sentence(Throwable reason) {
        return isRecordLost(reason)
                ? "The database server stopped and lost the last records of the run."
                : DatabaseFailure.sentence(reason).orElseGet(() -> FailureText.of(reason));
    }

    /** A run commits asynchronously, so a crash of the server can undo its last records. */
    static boolean isRecordLost(Throwable reason) {
        return reason instanceof OptimisticLockingFailureException
                || FailureText.of(reason).startsWith(LOST_EXECUTION);
    }

    private static Throwable innermost(Throwable failure) {
        LOG.debug("The run failed", failure);
        Throwable reason = failure;
        while (reason.getCause() != null && !isOurs(reason)) {
            reason = reason.getCause();
        }
        return reason;
    }

    private static boolean isOurs(Throwable reason) {
        return reason instanceof RollcallException;
    }

    private static int rank(Throwable reason) {
        if (isOurs(reason)) {
            return 0;
        }
        return reason instanceof JobExecutionException ? 2 : 1;
    }
}
