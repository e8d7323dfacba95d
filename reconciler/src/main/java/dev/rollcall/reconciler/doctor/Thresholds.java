// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.doctor;

import static dev.rollcall.schema.jooq.inventory.Tables.FEEDS;
import static dev.rollcall.schema.jooq.inventory.Tables.FIND_FINDINGS;

import dev.rollcall.report.query.Times;
import dev.rollcall.schema.jooq.inventory.tables.Feeds;
import dev.rollcall.schema.jooq.inventory.tables.FindFindings;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How old the newest fact may be before it is a finding.
 *
 * @param stale of any kind
 */
public record Thresholds(Duration stale) {

    private static final Duration STATES = Duration.ofDays(7);
    private static final Duration EVALUATIONS = Duration.ofDays(30);
    private static final Duration COMMITS = Duration.ofDays(30);
    private static final Duration HEARTBEATS = Duration.ofDays(1);

    /**
     * The findings at a point in time.
     *
     * @param foundAt the time of the search, which decides what is from the future
     * @param rewrittenSince the time of the baseline, since which a rewritten branch is a finding; null without a
     *     baseline
     * @param snapshotId the snapshot whose gathered facts, statuses and recorded freshness are read; null to read the
     *     inventory
     */
    public FindFindings findings(
            Instant asOf, Instant foundAt, @Nullable Instant rewrittenSince, @Nullable Long snapshotId) {
        return FIND_FINDINGS.call(
                time(asOf),
                time(foundAt),
                Times.interval(stale),
                rewrittenSince == null ? null : time(rewrittenSince),
                Times.interval(STATES),
                Times.interval(EVALUATIONS),
                Times.interval(COMMITS),
                Times.interval(HEARTBEATS),
                snapshotId);
    }

    /**
     * How fresh each kind of fact is; of a kind that is older than its threshold, exactly.
     *
     * @param snapshotId the snapshot whose gathered facts are read; null to read the inventory
     */
    public Feeds feeds(Instant asOf, @Nullable Long snapshotId) {
        Duration freshEnough = Collections.min(List.of(stale, EVALUATIONS, HEARTBEATS));
        return FEEDS.call(time(asOf), Times.interval(freshEnough), snapshotId);
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
