// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.job;

import dev.rollcall.reconciler.gate.Policy;
import dev.rollcall.reconciler.gate.SnapshotGate;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Consumer;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.builder.TaskletStepBuilder;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.TaskExecutor;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.interceptor.DefaultTransactionAttribute;
import org.springframework.transaction.interceptor.TransactionAttribute;

/**
 * The nightly job: open the snapshot, gather the facts, assess the ranges, publish with the findings, evaluate the gate,
 * render, apply retention.
 */
record NightlyJob(
        Batch batch, RunLock lock, Clock clock, Policy policy, Parallelism parallelism, Consumer<String> stepListener) {

    static final String NAME = "nightly";
    static final String ASSESS_RANGE = "assessRange";

    Job build() {
        // the proxy makes jOOQ's statements join the step's transaction
        DSLContext dsl = DSL.using(new TransactionAwareDataSourceProxy(batch.dataSource()), SQLDialect.POSTGRES);
        OpenSnapshots snapshots = new OpenSnapshots(dsl);
        return new JobBuilder(NAME, batch.repository())
                .start(openSnapshot(dsl, snapshots))
                .next(gatherFacts(dsl, snapshots))
                .next(assessRanges(dsl, snapshots))
                .next(publish(dsl, snapshots))
                .next(judge(dsl))
                .next(renderReport())
                .next(applyRetention(dsl))
                .build();
    }

    private Step openSnapshot(DSLContext dsl, OpenSnapshots snapshots) {
        return step("openSnapshot", new OpenSnapshotTasklet(dsl, snapshots, clock, parallelism))
                .allowStartIfComplete(true)
                .build();
    }

    private Step gatherFacts(DSLContext dsl, OpenSnapshots snapshots) {
        // another night, or a crash of the server, may have replaced the facts
        return step("gatherFacts", new GatherFactsTasklet(dsl, snapshots))
                .transactionAttribute(repeatableRead())
                .allowStartIfComplete(true)
                .build();
    }

    private Step assessRanges(DSLContext dsl, OpenSnapshots snapshots) {
        Step assessRange = assessRange(dsl, snapshots);
        RangePartitioner partitioner = new RangePartitioner();
        return new StepBuilder(ASSESS_RANGE + "s", batch.repository())
                .listener(partitioner)
                .partitioner(assessRange.getName(), partitioner)
                .step(assessRange)
                .taskExecutor(executor())
                .build();
    }

    private Step assessRange(DSLContext dsl, OpenSnapshots snapshots) {
        return step(ASSESS_RANGE, new AssessRangeTasklet(dsl, snapshots))
                .transactionAttribute(repeatableRead())
                .build();
    }

    private Step publish(DSLContext dsl, OpenSnapshots snapshots) {
        return step("publish", new PublishTasklet(dsl, snapshots, clock)).build();
    }

    private Step judge(DSLContext dsl) {
        SnapshotGate gate = new SnapshotGate(dsl, policy);
        return step("judge", progress -> gate.judge(progress.snapshotId()));
    }

    private Step renderReport() {
        ReportArchive archive = new ReportArchive(DSL.using(batch.dataSource(), SQLDialect.POSTGRES));
        return step("renderReport", progress -> {
            Path folder = progress.request().archive();
            if (folder != null) {
                archive.render(progress.snapshotId(), folder, false);
            }
        });
    }

    /** Relative to the time of the run. Written reports stay. */
    private Step applyRetention(DSLContext dsl) {
        RetentionQueries queries = new RetentionQueries(dsl);
        return step("applyRetention", progress -> {
            RunRequest request = progress.request();
            Retention retention = request.retention();
            if (retention != null) {
                queries.remove(queries.prunable(request.asOf(), retention));
            }
            queries.packOlder();
        });
    }

    private Step step(String name, Consumer<JobProgress> work) {
        return step(name, (contribution, chunk) -> {
                    work.accept(JobProgress.of(chunk));
                    return RepeatStatus.FINISHED;
                })
                .build();
    }

    /** A step with one tasklet: one transaction, started only while the lock is held. */
    private TaskletStepBuilder step(String name, Tasklet tasklet) {
        StepExecutionListener guard = new StepGuard(lock, stepListener);
        return new StepBuilder(name, batch.repository()).listener(guard).tasklet(tasklet, batch.transactions());
    }

    private TaskExecutor executor() {
        SimpleAsyncTaskExecutor executor = new SimpleAsyncTaskExecutor("assess-");
        executor.setConcurrencyLimit(parallelism.ranges());
        return executor;
    }

    private static TransactionAttribute repeatableRead() {
        DefaultTransactionAttribute attribute = new DefaultTransactionAttribute();
        attribute.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        return attribute;
    }
}
