// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.job;

import dev.rollcall.reconciler.gate.Gatekeeper;
import dev.rollcall.reconciler.gate.Policy;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.springframework.batch.core.configuration.annotation.EnableBatchProcessing;
import org.springframework.batch.core.configuration.annotation.EnableJdbcJobRepository;
import org.springframework.batch.core.configuration.annotation.StepScope;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.partition.Partitioner;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.builder.TaskletStepBuilder;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.TaskExecutor;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.interceptor.DefaultTransactionAttribute;
import org.springframework.transaction.interceptor.TransactionAttribute;

/**
 * The nightly job, step by step: open the snapshot, gather the facts, assess the ranges, record findings, publish, judge, render,
 * apply retention. Needs a data source, a clock, a policy, the lock of the run and how many ranges are assessed at once from
 * outside.
 */
@Configuration(proxyBeanMethods = false)
@EnableBatchProcessing
@EnableJdbcJobRepository(tablePrefix = "batch.BATCH_")
class NightlyJobConfiguration {

    static final String JOB = "nightly";

    @Bean
    Job nightlyJob(
            JobRepository repository,
            Step openSnapshot,
            Step gatherFacts,
            Step assessRanges,
            Step recordFindings,
            Step publish,
            Step judge,
            Step renderReport,
            Step applyRetention) {
        return new JobBuilder(JOB, repository)
                .start(openSnapshot)
                .next(gatherFacts)
                .next(assessRanges)
                .next(recordFindings)
                .next(publish)
                .next(judge)
                .next(renderReport)
                .next(applyRetention)
                .build();
    }

    @Bean
    StepExecutionListener heldLock(RunLock lock) {
        return new HeldLockListener(lock);
    }

    @Bean
    Steps steps(JobRepository repository, PlatformTransactionManager transactions, StepExecutionListener heldLock) {
        return new Steps(repository, transactions, heldLock);
    }

    @Bean
    Step openSnapshot(Steps steps, DSLContext dsl, Clock clock, Parallelism parallelism) {
        // a run that was killed just behind this step has not kept the plan, so it is asked for again
        return steps.builder("openSnapshot", new OpenSnapshotTasklet(dsl, clock, parallelism))
                .allowStartIfComplete(true)
                .build();
    }

    @Bean
    Step gatherFacts(Steps steps, DSLContext dsl) {
        // the facts are unlogged: a run that resumes after a crash of the server finds none
        return steps.builder("gatherFacts", new GatherFactsTasklet(dsl))
                .transactionAttribute(repeatableRead())
                .allowStartIfComplete(true)
                .build();
    }

    @Bean
    Step assessRanges(JobRepository repository, Step assessRange, Partitioner plannedRanges, TaskExecutor executor) {
        return new StepBuilder("assessRanges", repository)
                .partitioner("assessRange", plannedRanges)
                .step(assessRange)
                .taskExecutor(executor)
                .build();
    }

    @Bean
    Step assessRange(Steps steps, DSLContext dsl) {
        return steps.builder("assessRange", new AssessRangeTasklet(dsl))
                .transactionAttribute(repeatableRead())
                .build();
    }

    @Bean
    @StepScope
    Partitioner plannedRanges(@Value("#{stepExecution}") StepExecution step) {
        return gridSize ->
                partitions(JobProgress.of(step.getJobExecution()).ranges().size());
    }

    @Bean
    Step recordFindings(Steps steps, DSLContext dsl, Clock clock) {
        return steps.of("recordFindings", new RecordFindingsTasklet(dsl, clock));
    }

    @Bean
    Step publish(Steps steps, DSLContext dsl, Clock clock) {
        return steps.of("publish", new PublishTasklet(dsl, clock));
    }

    @Bean
    Step judge(Steps steps, DSLContext dsl, Policy policy) {
        return steps.of("judge", new JudgeTasklet(new Gatekeeper(dsl, policy)));
    }

    @Bean
    Step renderReport(Steps steps, DataSource dataSource) {
        return steps.of(
                "renderReport", new RenderReportTasklet(new ReportArchive(DSL.using(dataSource, SQLDialect.POSTGRES))));
    }

    @Bean
    Step applyRetention(Steps steps, DSLContext dsl) {
        return steps.of("applyRetention", new ApplyRetentionTasklet(new RetentionQueries(dsl)));
    }

    @Bean
    PlatformTransactionManager transactionManager(DataSource dataSource) {
        return new JdbcTransactionManager(dataSource);
    }

    @Bean
    DSLContext dsl(DataSource dataSource) {
        // the proxy joins jOOQ's statements to the transaction of the step
        return DSL.using(new TransactionAwareDataSourceProxy(dataSource), SQLDialect.POSTGRES);
    }

    @Bean
    TaskExecutor executor(Parallelism parallelism) {
        SimpleAsyncTaskExecutor executor = new SimpleAsyncTaskExecutor("assess-");
        executor.setConcurrencyLimit(parallelism.ranges());
        return executor;
    }

    private static TransactionAttribute repeatableRead() {
        DefaultTransactionAttribute attribute = new DefaultTransactionAttribute();
        attribute.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        return attribute;
    }

    private static Map<String, ExecutionContext> partitions(int count) {
        Map<String, ExecutionContext> partitions = new LinkedHashMap<>();
        for (int number = 1; number <= count; number++) {
            partitions.put(JobProgress.partition(number), new ExecutionContext());
        }
        return partitions;
    }

    /** What the steps of one tasklet have in common: a transaction each, and none begins without the lock. */
    record Steps(JobRepository repository, PlatformTransactionManager transactions, StepExecutionListener heldLock) {

        Step of(String name, Tasklet tasklet) {
            return builder(name, tasklet).build();
        }

        TaskletStepBuilder builder(String name, Tasklet tasklet) {
            return new StepBuilder(name, repository).listener(heldLock).tasklet(tasklet, transactions);
        }
    }
}
