// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.job;

import javax.sql.DataSource;
import org.springframework.batch.core.configuration.DuplicateJobException;
import org.springframework.batch.core.configuration.JobRegistry;
import org.springframework.batch.core.configuration.support.MapJobRegistry;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.launch.support.JobOperatorFactoryBean;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.JdbcJobRepositoryFactoryBean;
import org.springframework.batch.infrastructure.support.DatabaseType;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Isolation;

/**
 * Spring Batch's infrastructure, created by hand as its own configuration does: starting a container takes longer than
 * assessing a small fleet.
 */
record Batch(
        DataSource dataSource,
        PlatformTransactionManager transactions,
        JobRepository repository,
        JobRegistry jobs,
        JobOperator operator) {

    static Batch on(DataSource dataSource) {
        PlatformTransactionManager transactions = new JdbcTransactionManager(dataSource);
        JobRegistry jobs = new MapJobRegistry();
        try {
            JobRepository repository = repository(dataSource, transactions);
            return new Batch(dataSource, transactions, repository, jobs, operator(transactions, repository, jobs));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("Spring Batch can't be put together", e);
        }
    }

    /** The job, which the operator can restart from now on. */
    Job registered(Job job) {
        try {
            jobs.register(job);
            return job;
        } catch (DuplicateJobException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static JobRepository repository(DataSource dataSource, PlatformTransactionManager transactions)
            throws Exception {
        JdbcJobRepositoryFactoryBean factory = new JdbcJobRepositoryFactoryBean();
        factory.setDataSource(dataSource);
        factory.setDatabaseType(DatabaseType.POSTGRES.name());
        factory.setTransactionManager(transactions);
        factory.setTablePrefix("batch.BATCH_");
        // serializable is for launchers that compete; here the lock of a run admits one
        factory.setIsolationLevelForCreateEnum(Isolation.DEFAULT);
        factory.afterPropertiesSet();
        return factory.getObject();
    }

    private static JobOperator operator(
            PlatformTransactionManager transactions, JobRepository repository, JobRegistry jobs) throws Exception {
        JobOperatorFactoryBean factory = new JobOperatorFactoryBean();
        factory.setJobRepository(repository);
        factory.setJobRegistry(jobs);
        factory.setTransactionManager(transactions);
        factory.afterPropertiesSet();
        return factory.getObject();
    }
}
