// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.job;

import dev.rollcall.reconciler.gate.Gatekeeper;
import dev.rollcall.reconciler.gate.Policy;
import dev.rollcall.reconciler.gate.PolicyException;
import dev.rollcall.report.ReportException;
import dev.rollcall.schema.Database;
import dev.rollcall.schema.DatabaseFailure;
import dev.rollcall.schema.FailureText;
import dev.rollcall.schema.domain.Matching;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.dao.OptimisticLockingFailureException;

/**
 * Runs the nightly job on a database, one at a time: it holds the database's lock from its opening to its closing, and
 * first finishes what a killed run left behind.
 */
public final class NightlyRun implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(NightlyRun.class);

    /** How Spring Batch begins when an execution that it updates has no row; it has no exception of its own for that. */
    private static final String LOST_EXECUTION = "Invalid JobExecution";

    /** A run that failed this often is left to a person. */
    private static final int MOST_ATTEMPTS = 3;

    private final RunLock lock;
    private final Batch batch;
    private final Job job;
    private final RecentRuns recent;
    private final SnapshotQueries snapshots;
    private final ReportArchive archive;
    private final Gatekeeper gatekeeper;

    /** What was finished for runs that were interrupted. */
    private final Set<Instant> finished = new HashSet<>();

    private NightlyRun(RunLock lock, Batch batch, Job job, Database database, Policy policy) {
        this.lock = lock;
        this.batch = batch;
        this.job = job;
        this.recent = new RecentRuns(database.dsl(), batch.repository());
        this.snapshots = new SnapshotQueries(database.dsl());
        this.archive = new ReportArchive(database.dsl());
        this.gatekeeper = new Gatekeeper(database.dsl(), policy);
    }

    /**
     * Takes the lock, for which it waits as long as the patience allows, and prepares the job.
     *
     * @throws RunLockedException if another process runs on this database
     */
    public static NightlyRun open(Database database, Clock clock, Duration patience) {
        return open(database, clock, patience, Policy.NONE, Parallelism.DEFAULT, step -> {});
    }

    /**
     * As {@link #open(Database, Clock, Duration)}, to judge each snapshot by a policy and to assess as many ranges at once
     * as the database server has cores to spare.
     *
     * @param watcher gets the name of each step that begins, on any thread
     * @throws RunLockedException if another process runs on this database
     */
    public static NightlyRun open(
            Database database,
            Clock clock,
            Duration patience,
            Policy policy,
            Parallelism parallelism,
            Consumer<String> watcher) {
        return open(database, database.dataSource(), clock, patience, policy, parallelism, watcher);
    }

    /**
     * Takes the lock and prepares the job for many nights of the past, which are computed again if the server fails: their
     * commits don't wait for the disk.
     *
     * @throws RunLockedException if another process runs on this database
     */
    public static NightlyRun openForPast(Database database, Clock clock, Duration patience) {
        return open(
                database,
                new UnhurriedCommits(database.dataSource()),
                clock,
                patience,
                Policy.NONE,
                Parallelism.DEFAULT,
                step -> {});
    }

    private static NightlyRun open(
            Database database,
            DataSource dataSource,
            Clock clock,
            Duration patience,
            Policy policy,
            Parallelism parallelism,
            Consumer<String> watcher) {
        RunLock lock = RunLock.acquire(database.dataSource(), patience);
        try {
            Batch batch = Batch.on(dataSource);
            Job job = batch.registered(new NightlyJob(batch, lock, clock, policy, parallelism, watcher).build());
            NightlyRun run = new NightlyRun(lock, batch, job, database, policy);
            run.recoverDead();
            return run;
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /**
     * Finishes runs that were killed or failed, oldest first; one that fails again is told and does not stop the next.
     *
     * @param told gets a sentence for each
     */
    public void resumeUnfinished(Consumer<String> told) {
        for (JobExecution unfinished : unfinished()) {
            try {
                RunRequest request = RunRequest.from(unfinished.getJobParameters());
                told.accept(hasLostSnapshot(unfinished) ? forget(unfinished, request) : resume(unfinished, request));
            } catch (RunException e) {
                told.accept("An interrupted run can't be resumed: " + e.getMessage());
            }
        }
    }

    private String forget(JobExecution unfinished, RunRequest request) {
        repository().deleteJobInstance(unfinished.getJobInstance());
        return "The run as of " + request.asOf() + " that was interrupted is forgotten: somebody removed its snapshot.";
    }

    private String resume(JobExecution unfinished, RunRequest request) {
        try {
            JobExecution resumed = toItsEnd(request, () -> operator().restart(unfinished));
            if (isComplete(resumed)) {
                finished.add(request.asOf());
            }
            return isComplete(resumed)
                    ? "Finished the run as of " + request.asOf() + " that was interrupted."
                    : "The interrupted run as of " + request.asOf() + " failed again: " + reasonOf(resumed);
        } catch (JobExecutionException e) {
            return "The interrupted run as of " + request.asOf() + " can't be resumed: " + FailureText.of(e) + ".";
        }
    }

    /** The instants that no published snapshot speaks of, oldest first. */
    public List<Instant> missing(Nights nights, Matching matching) {
        Set<Instant> published = snapshots.published(nights.from(), nights.to(), matching);
        return nights.instants().stream()
                .filter(night -> !published.contains(night))
                .toList();
    }

    /**
     * Makes the snapshot of an instant and its report, or finds that they are there. By a policy with rules it is judged
     * either way.
     *
     * @throws RunException if a step failed; the next run resumes at that step
     */
    public RunResult run(RunRequest request) {
        Optional<Snapshot> published = snapshots.find(request.asOf(), request.matching());
        Execution execution = execute(request, published.isPresent());
        Snapshot snapshot = snapshots
                .find(request.asOf(), request.matching())
                .orElseThrow(() -> new RunException("The run as of " + request.asOf() + " published no snapshot."));
        // what was done before was not judged, or by another policy, or killed before its report told the verdict
        boolean isToBeJudged = execution != Execution.WHOLE && gatekeeper.hasRules();
        if (isToBeJudged) {
            gatekeeper.judge(snapshot.id());
        }
        Path folder = request.archive();
        // the archive may be another than that of the first run, or have lost the report
        Path report = folder == null ? null : archive.render(snapshot.id(), folder, isToBeJudged);
        return new RunResult(
                snapshot,
                report,
                gatekeeper.verdict(snapshot.id()).orElse(null),
                finished.contains(request.asOf()) || (execution != Execution.NONE && published.isEmpty()));
    }

    /** Writes the report of a run's snapshot as one page that needs no other file; a file that is there is replaced. */
    public void writeSingleFile(RunResult result, Path file) {
        archive.renderSingleFile(result.snapshot().id(), file);
    }

    @Override
    public void close() {
        lock.close();
    }

    /** Lets executions be restarted that died: we hold the lock, so nobody works on them any more. */
    private void recoverDead() {
        for (JobExecution running : repository().findRunningJobExecutions(NightlyJob.NAME)) {
            operator().recover(running);
        }
        for (JobInstance instance : recent.unfinished()) {
            JobExecution last = repository().getLastJobExecution(instance);
            if (last == null) {
                // killed between the two; Spring Batch starts no instance that it knows without an execution
                repository().deleteJobInstance(instance);
            } else {
                settle(last);
            }
        }
    }

    /**
     * A step whose connection was lost could not confirm that it was rolled back, or not even say that it ended, which
     * Spring Batch leaves to a person. The server has rolled it back, and our steps are a transaction each.
     */
    private void settle(JobExecution last) {
        for (StepExecution step : last.getStepExecutions()) {
            if (step.getStatus() == BatchStatus.UNKNOWN || step.getStatus().isRunning()) {
                step.setStatus(BatchStatus.FAILED);
                step.setExitStatus(ExitStatus.FAILED);
                repository().update(step);
            }
        }
        if (last.getStatus() == BatchStatus.UNKNOWN) {
            last.setStatus(BatchStatus.FAILED);
            last.setExitStatus(ExitStatus.FAILED);
            repository().update(last);
        }
    }

    private Execution execute(RunRequest request, boolean isPublished) {
        JobExecution last = repository().getLastJobExecution(NightlyJob.NAME, request.toJobParameters());
        if (isPublished && (last == null || isComplete(last))) {
            return Execution.NONE;
        }
        try {
            if (last != null) {
                settle(last);
            }
            if (last != null && hasLostSnapshot(last)) {
                // retention let it go; a night is a pure function of its instant, so it can come back
                repository().deleteJobInstance(last.getJobInstance());
            }
            JobExecution execution = toItsEnd(request, () -> operator().start(job, request.toJobParameters()));
            if (!isComplete(execution)) {
                throw new RunException("The run as of " + request.asOf() + " failed " + placeOf(execution)
                        + ": " + reasonOf(execution)
                        + " Nothing half-done is visible; the next run "
                        + (hasLostSnapshot(execution) ? "begins anew." : "resumes there."));
            }
            return last == null ? Execution.WHOLE : Execution.RESUMED;
        } catch (JobExecutionException e) {
            throw new RunException(
                    "The run as of " + request.asOf() + " can't be started: " + FailureText.of(e) + ".", e);
        }
    }

    /** Spring Batch notes the end of a failed execution too, which fails where a crash of the server has lost its record. */
    private static JobExecution toItsEnd(RunRequest request, Launch launch) throws JobExecutionException {
        try {
            return launch.run();
        } catch (RuntimeException e) {
            if (isLost(e)) {
                throw new RunException(
                        "The run as of " + request.asOf() + " failed: " + sentence(e)
                                + " Nothing half-done is visible; run it again.",
                        e);
            }
            throw e;
        }
    }

    /** An execution of the job from its start to its end. */
    private interface Launch {
        JobExecution run() throws JobExecutionException;
    }

    /** The last executions of recent instances that did not complete, in the order of their starts. */
    private List<JobExecution> unfinished() {
        return recent.unfinished().stream()
                .filter(instance -> repository().getJobExecutions(instance).size() < MOST_ATTEMPTS)
                .map(instance -> repository().getLastJobExecution(instance))
                .filter(execution -> execution != null && isUnfinished(execution))
                .sorted((a, b) -> Long.compare(a.getId(), b.getId()))
                .toList();
    }

    private JobRepository repository() {
        return batch.repository();
    }

    private JobOperator operator() {
        return batch.operator();
    }

    private static boolean isComplete(JobExecution execution) {
        return execution.getStatus() == BatchStatus.COMPLETED;
    }

    private boolean hasLostSnapshot(JobExecution execution) {
        JobProgress progress = JobProgress.of(execution);
        return progress.isPlanned() && !snapshots.exists(progress.snapshotId());
    }

    private static boolean isUnfinished(JobExecution execution) {
        return execution.getStatus() == BatchStatus.FAILED || execution.getStatus() == BatchStatus.STOPPED;
    }

    private static String placeOf(JobExecution execution) {
        return execution.getStepExecutions().stream()
                .filter(step -> step.getStatus() != BatchStatus.COMPLETED)
                .map(step -> "in the step '" + step.getStepName() + "'")
                .findFirst()
                .orElse("between two steps");
    }

    /**
     * The innermost sentence, our own before a library's; the whole chain goes to the log. Of a partitioned step the
     * failures of its ranges tell more than its own, which says no more than that there were some.
     */
    private static String reasonOf(JobExecution execution) {
        return execution.getAllFailureExceptions().stream()
                .map(NightlyRun::innermost)
                .min(Comparator.comparingInt(NightlyRun::rank).thenComparing(FailureText::of))
                .map(NightlyRun::sentence)
                .map(sentence -> sentence.endsWith(".") ? sentence : sentence + ".")
                .orElse("unknown cause.");
    }

    private static String sentence(Throwable reason) {
        return isLost(reason)
                ? "The server of the database stopped and lost what the run had recorded last."
                : DatabaseFailure.sentence(reason).orElseGet(() -> FailureText.of(reason));
    }

    /** A run commits without waiting for the disk, so a crash of the server can undo what it noted last. */
    private static boolean isLost(Throwable reason) {
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
        return reason instanceof RunException || reason instanceof ReportException || reason instanceof PolicyException;
    }

    private static int rank(Throwable reason) {
        if (isOurs(reason)) {
            return 0;
        }
        return reason instanceof JobExecutionException ? 2 : 1;
    }

    /** How much of the job was done for a request. */
    private enum Execution {
        NONE,
        RESUMED,
        WHOLE
    }
}
