// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.job;

import dev.rollcall.schema.domain.Matching;
import dev.rollcall.schema.domain.Trigger;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.RollcallException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;

/**
 * What one run of the nightly job should do.
 *
 * <p>The time and the matching identify it: a second run with the same two is the same job instance.
 *
 * @param asOf the instant that the snapshot speaks of, in whole seconds
 * @param archive the folder that the report goes into; null to publish the snapshot without a report
 * @param silentAfter a system whose heartbeats stopped longer ago than this is marked silent
 * @param staleAfter an inventory whose newest fact is older than this is a finding
 * @param rangeSize how many systems are assessed in one transaction; null for as many as pays
 * @param retention how the history is thinned out afterwards; null to leave it as it is
 */
public record RunRequest(
        Instant asOf,
        Matching matching,
        @Nullable String label,
        @Nullable Path archive,
        Trigger trigger,
        Duration silentAfter,
        Duration staleAfter,
        @Nullable Integer rangeSize,
        @Nullable Retention retention) {

    public static final Duration DEFAULT_SILENT_AFTER = Duration.ofHours(4);
    public static final Duration DEFAULT_STALE_AFTER = Duration.ofDays(1);

    private static final String AS_OF = "asOf";
    private static final String MATCHING = "matching";
    private static final String LABEL = "label";
    private static final String ARCHIVE = "archive";
    private static final String TRIGGER = "trigger";
    private static final String SILENT_AFTER = "silentAfter";
    private static final String STALE_AFTER = "staleAfter";
    private static final String RANGE_SIZE = "rangeSize";
    private static final String KEEP_ALL = "keepAll";
    private static final String KEEP_DAILY = "keepDaily";

    public RunRequest {
        asOf = asOf.truncatedTo(ChronoUnit.SECONDS);
        archive = archive == null ? null : archive.toAbsolutePath().normalize();
    }

    /** A run with the default thresholds and retention. */
    public static RunRequest of(Instant asOf, Path archive, Trigger trigger) {
        return new RunRequest(
                asOf,
                Matching.EVIDENCE,
                null,
                archive,
                trigger,
                DEFAULT_SILENT_AFTER,
                DEFAULT_STALE_AFTER,
                null,
                Retention.DEFAULT);
    }

    JobParameters toJobParameters() {
        JobParametersBuilder parameters = new JobParametersBuilder()
                .addString(AS_OF, asOf.toString(), true)
                .addString(MATCHING, matching.code(), true)
                .addString(TRIGGER, trigger.code(), false)
                .addString(SILENT_AFTER, silentAfter.toString(), false)
                .addString(STALE_AFTER, staleAfter.toString(), false);
        if (label != null) {
            parameters.addString(LABEL, label, false);
        }
        if (rangeSize != null) {
            parameters.addLong(RANGE_SIZE, rangeSize.longValue(), false);
        }
        if (archive != null) {
            parameters.addString(ARCHIVE, archive.toString(), false);
        }
        if (retention != null) {
            parameters.addString(KEEP_ALL, retention.allFor().toString(), false);
            parameters.addString(KEEP_DAILY, retention.dailyFor().toString(), false);
        }
        return parameters.toJobParameters();
    }

    static RunRequest from(JobParameters parameters) {
        return new RunRequest(
                Instant.parse(required(parameters, AS_OF)),
                Matching.of(required(parameters, MATCHING)),
                parameters.getString(LABEL),
                archive(parameters),
                Trigger.of(required(parameters, TRIGGER)),
                Duration.parse(required(parameters, SILENT_AFTER)),
                Duration.parse(required(parameters, STALE_AFTER)),
                rangeSize(parameters),
                retention(parameters));
    }

    private static @Nullable Integer rangeSize(JobParameters parameters) {
        Long rangeSize = parameters.getLong(RANGE_SIZE);
        return rangeSize == null ? null : Math.toIntExact(rangeSize);
    }

    private static @Nullable Path archive(JobParameters parameters) {
        String archive = parameters.getString(ARCHIVE);
        try {
            return archive == null ? null : Path.of(archive);
        } catch (InvalidPathException e) {
            throw new RollcallException(
                    ErrorName.ARCHIVE_NAME_NOT_IN_LOCALE,
                    "The locale of this process (LC_ALL) can't represent the name of its archive '" + archive + "'.",
                    e);
        }
    }

    private static @Nullable Retention retention(JobParameters parameters) {
        return parameters.getString(KEEP_ALL) == null
                ? null
                : new Retention(
                        Duration.parse(required(parameters, KEEP_ALL)),
                        Duration.parse(required(parameters, KEEP_DAILY)));
    }

    private static String required(JobParameters parameters, String name) {
        String value = parameters.getString(name);
        if (value == null) {
            throw new RollcallException(
                    ErrorName.RUN_INCONSISTENT, "The job was started without its parameter '" + name + "'.");
        }
        return value;
    }
}
