// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.job;

import dev.rollcall.reconciler.gate.Policy;
import dev.rollcall.reconciler.gate.SnapshotGate;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.report.query.ReportQueries;
import dev.rollcall.report.query.SnapshotReferences;
import dev.rollcall.schema.FailureText;
import dev.rollcall.schema.connection.Database;
import dev.rollcall.schema.domain.Matching;
import dev.rollcall.schema.domain.Trigger;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.RollcallException;
import dev.rollcall.schema.text.Words;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;

/**
 * Runs the nightly job, one at a time: holds the database lock from opening to closing, and first finishes interrupted
 * runs.
 */
public final class NightlyRun implements AutoCloseable {

    private final RunLock lock;
    private final JobRunner runner;
    private final InterruptedRuns interrupted;
    private final ReportQueries queries;
    private final ReportArchive archive;
    private final SnapshotGate gate;
    private final KeptRollouts rollouts;

    /** The times of interrupted runs that this one finished. */
    private final Set<Instant> finished = new HashSet<>();

    /** The times of interrupted runs that this one tried to finish. */
    private final Set<Instant> unreported = new HashSet<>();

    private NightlyRun(
            RunLock lock,
            JobRunner runner,
            InterruptedRuns interrupted,
            ReportQueries queries,
            ReportArchive archive,
            SnapshotGate gate,
            KeptRollouts rollouts) {
        this.lock = lock;
        this.runner = runner;
        this.interrupted = interrupted;
        this.queries = queries;
        this.archive = archive;
        this.gate = gate;
        this.rollouts = rollouts;
    }

    /**
     * Takes the lock, waiting up to the patience, and prepares the job.
     *
     * @param stepListener receives the name of each started step, on any thread
     * @throws RollcallException if another process runs on this database
     */
    public static NightlyRun open(
            Database database,
            Clock clock,
            Duration patience,
            Policy policy,
            Parallelism parallelism,
            Consumer<String> stepListener) {
        return open(database, database.dataSource(), clock, patience, policy, parallelism, stepListener);
    }

    /**
     * Takes the lock and prepares the job for many past nights. These commit asynchronously, because they can be
     * computed again after a server failure.
     *
     * @throws RollcallException if another process runs on this database
     */
    public static NightlyRun openForPast(Database database, Clock clock, Duration patience) {
        return open(
                database,
                new AsyncCommitDataSource(database.dataSource()),
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
            Consumer<String> stepListener) {
        RunLock lock = RunLock.acquire(database.dataSource(), patience);
        try {
            DSLContext dsl = database.dsl();
            Batch batch = Batch.on(dataSource);
            Job job = batch.registered(new NightlyJob(batch, lock, clock, policy, parallelism, stepListener).build());
            InterruptedRuns interrupted = new InterruptedRuns(
                    batch.operator(), batch.repository(), new RecentRuns(dsl), new OpenSnapshots(dsl));
            interrupted.recover();
            return new NightlyRun(
                    lock,
                    new JobRunner(batch, job, interrupted),
                    interrupted,
                    ReportQueries.of(dsl),
                    new ReportArchive(dsl),
                    new SnapshotGate(dsl, policy),
                    new KeptRollouts(DSL.using(dataSource, SQLDialect.POSTGRES)));
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /**
     * Finishes runs that were killed or failed, oldest first, continuing if one fails again.
     *
     * @param isWanted by what started them
     * @param listener receives a sentence for each
     */
    public void resumeUnfinished(Predicate<Trigger> isWanted, Consumer<String> listener) {
        for (JobExecution last : interrupted.resumable()) {
            try {
                RunRequest request = RunRequest.from(last.getJobParameters());
                if (isWanted.test(request.trigger())) {
                    listener.accept(Words.visible(
                            interrupted.hasLostSnapshot(last) ? forget(last, request) : resume(last, request)));
                }
            } catch (RollcallException e) {
                listener.accept(Words.visible("An interrupted run can't be resumed: " + e.getMessage()));
            }
        }
    }

    private String forget(JobExecution last, RunRequest request) {
        interrupted.forget(last);
        return "The run as of " + request.asOf() + " was interrupted and is dropped, because its snapshot was removed.";
    }

    private String resume(JobExecution last, RunRequest request) {
        try {
            unreported.add(request.asOf());
            JobExecution resumed = runner.resume(last, request);
            if (!JobRunner.isComplete(resumed)) {
                return "The interrupted run as of " + request.asOf() + " failed again: " + JobFailure.reasonOf(resumed)
                        + (interrupted.isGivenUp(resumed) ? givenUp(request) : "");
            }
            finished.add(request.asOf());
            return "Finished the interrupted run as of " + request.asOf() + ".";
        } catch (JobExecutionException e) {
            return "The interrupted run as of " + request.asOf() + " can't be resumed: " + FailureText.of(e) + ".";
        }
    }

    private String givenUp(RunRequest request) {
        return " It is not resumed again; "
                + find(request)
                        .map(published ->
                                "'rollcall report --snapshot " + published.id() + " --out DIR' writes its report.")
                        .orElse("'rollcall run --as-of " + request.asOf() + "' makes its snapshot.");
    }

    /** The times without a published snapshot, oldest first. */
    public List<Instant> missing(Nights nights, Matching matching) {
        Set<Instant> published = queries.snapshots().instants(nights.from(), nights.to(), matching);
        return nights.instants().stream()
                .filter(night -> !published.contains(night))
                .toList();
    }

    /** The published snapshots without rollout data, which an earlier version did not store, oldest first. */
    public List<Long> withoutRollout(Nights nights, Matching matching) {
        return matching == Matching.EVIDENCE ? rollouts.missing(nights.from(), nights.to()) : List.of();
    }

    /** Adds the rollout data of a snapshot, in a transaction of its own. */
    public void keepRollout(long snapshotId) {
        rollouts.keep(snapshotId);
    }

    /**
     * Makes the snapshot of a time and its report, unless they exist. A policy with rules is evaluated either way.
     *
     * @throws RollcallException if a step failed; the next run resumes it
     */
    public RunResult run(RunRequest request) {
        Optional<SnapshotSummary> earlier = find(request);
        boolean wasPublished = earlier.isPresent();
        JobRunner.Extent extent = runner.run(request, wasPublished);
        // what was done before was not judged, or by another policy, or killed before its report showed the verdict
        boolean isToBeJudged = extent != JobRunner.Extent.ALL && gate.hasRules();
        SnapshotSummary snapshot = extent == JobRunner.Extent.NOTHING ? earlier.orElseThrow() : published(request);
        if (isToBeJudged) {
            gate.judge(snapshot.id());
            snapshot = published(request);
        }
        Path folder = request.archive();
        return new RunResult(
                snapshot,
                previous(snapshot).orElse(null),
                folder == null ? null : report(snapshot, folder, extent, isToBeJudged),
                gate.verdict(snapshot.id()).orElse(null),
                finished.contains(request.asOf()) || (extent != JobRunner.Extent.NOTHING && !wasPublished));
    }

    /** Not one that this run first tried to finish: no output has its changes yet. */
    private Optional<SnapshotSummary> previous(SnapshotSummary snapshot) {
        SnapshotReferences references = queries.references(snapshot.matching());
        Optional<SnapshotSummary> previous = references.before(snapshot);
        while (previous.filter(earlier -> unreported.contains(earlier.asOf())).isPresent()) {
            previous = previous.flatMap(references::before);
        }
        return previous;
    }

    private SnapshotSummary published(RunRequest request) {
        return find(request)
                .orElseThrow(() -> new RollcallException(
                        ErrorName.RUN_INCONSISTENT, "The run as of " + request.asOf() + " published no snapshot."));
    }

    private Optional<SnapshotSummary> find(RunRequest request) {
        return queries.snapshots().find(request.asOf(), request.matching());
    }

    private Path report(SnapshotSummary snapshot, Path folder, JobRunner.Extent extent, boolean overwrites) {
        // the job itself wrote the report before it applied retention
        return extent == JobRunner.Extent.ALL
                ? archive.refreshIndex(snapshot, folder)
                // the archive may differ from that of the first run, or have lost the report
                : archive.render(snapshot.id(), folder, overwrites);
    }

    /** Writes the report of a run's snapshot as one self-contained page; replaces an existing file. */
    public void writeSingleFile(RunResult result, Path file) {
        archive.renderSingleFile(result.snapshot().id(), result.previousId(), file);
    }

    @Override
    public void close() {
        lock.close();
    }
}
