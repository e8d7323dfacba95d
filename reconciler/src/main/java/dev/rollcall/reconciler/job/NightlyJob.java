// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.job;

import dev.rollcall.reconciler.gate.Gatekeeper;
import dev.rollcall.reconciler.gate.Policy;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.partition.StepExecutionSplitter;
import org.springframework.batch.core.partition.support.SimpleStepExecutionSplitter;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.builder.TaskletStepBuilder;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.TaskExecutor;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.interceptor.DefaultTransactionAttribute;
import org.springframework.transaction.interceptor.TransactionAttribute;

/**
 * The nightly job, step by step: open the snapshot, gather the facts, assess the ranges, record findings, publish, judge, render,
 * apply retention.
 */
record NightlyJob(
        Batch batch, RunLock lock, Clock clock, Policy policy, Parallelism parallelism, Consumer<String> watcher) {

    static final String NAME = "nightly";

    Job build() {
        // the proxy joins jOOQ's statements to the transaction of the step
        DSLContext dsl = DSL.using(new TransactionAwareDataSourceProxy(batch.dataSource()), SQLDialect.POSTGRES);
        return new JobBuilder(NAME, batch.repository())
                .start(openSnapshot(dsl))
                .next(gatherFacts(dsl))
                .next(assessRanges(dsl))
                .next(recordFindings(dsl))
                .next(publish(dsl))
                .next(judge(dsl))
                .next(renderReport())
                .next(applyRetention(dsl))
                .build();
    }

    private Step openSnapshot(DSLContext dsl) {
        // a run that was killed just behind this step has not kept the plan, so it is asked for again
        return step("openSnapshot", new OpenSnapshotTasklet(dsl, clock, parallelism))
                .allowStartIfComplete(true)
                .build();
    }

    private Step gatherFacts(DSLContext dsl) {
        // the facts are unlogged: a run that resumes after a crash of the server finds none
        return step("gatherFacts", new GatherFactsTasklet(dsl))
                .transactionAttribute(repeatableRead())
                .allowStartIfComplete(true)
                .build();
    }

    private Step assessRanges(DSLContext dsl) {
        Step assessRange = assessRange(dsl);
        return new StepBuilder("assessRanges", batch.repository())
                .partitioner(assessRange)
                .splitter(new PlannedRanges(batch.repository(), assessRange.getName()))
                .taskExecutor(executor())
                .build();
    }

    private Step assessRange(DSLContext dsl) {
        return step("assessRange", new AssessRangeTasklet(dsl))
                .transactionAttribute(repeatableRead())
                .build();
    }

    private Step recordFindings(DSLContext dsl) {
        return step("recordFindings", new RecordFindingsTasklet(dsl, clock)).build();
    }

    private Step publish(DSLContext dsl) {
        return step("publish", new PublishTasklet(dsl, clock)).build();
    }

    private Step judge(DSLContext dsl) {
        return step("judge", new JudgeTasklet(new Gatekeeper(dsl, policy))).build();
    }

    private Step renderReport() {
        DSLContext dsl = DSL.using(batch.dataSource(), SQLDialect.POSTGRES);
        return step("renderReport", new RenderReportTasklet(new ReportArchive(dsl)))
                .build();
    }

    private Step applyRetention(DSLContext dsl) {
        return step("applyRetention", new ApplyRetentionTasklet(new RetentionQueries(dsl)))
                .build();
    }

    /** A step of one tasklet: a transaction, and it does not begin without the lock. */
    private TaskletStepBuilder step(String name, Tasklet tasklet) {
        StepExecutionListener guard = new StepGuard(lock, watcher);
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

    /** A step for each range of the plan, which the run knows and Spring Batch's own splitter would not ask. */
    private record PlannedRanges(JobRepository repository, String stepName) implements StepExecutionSplitter {

        @Override
        public String getStepName() {
            return stepName;
        }

        @Override
        public Set<StepExecution> split(StepExecution step, int gridSize) throws JobExecutionException {
            int count = JobProgress.of(step.getJobExecution()).ranges().size();
            return new SimpleStepExecutionSplitter(repository, stepName, size -> partitions(count))
                    .split(step, gridSize);
        }

        private static Map<String, ExecutionContext> partitions(int count) {
            Map<String, ExecutionContext> partitions = new LinkedHashMap<>();
            for (int number = 1; number <= count; number++) {
                partitions.put(JobProgress.partition(number), new ExecutionContext());
            }
            return partitions;
        }
    }
}
