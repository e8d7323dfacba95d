// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report;

import static dev.rollcall.schema.jooq.history.Tables.COMMIT_LINES;
import static dev.rollcall.schema.jooq.history.Tables.FINDINGS;
import static dev.rollcall.schema.jooq.history.Tables.FLAKE_TOTALS;
import static dev.rollcall.schema.jooq.history.Tables.GATE_EXEMPTIONS;
import static dev.rollcall.schema.jooq.history.Tables.GATE_RULES;
import static dev.rollcall.schema.jooq.history.Tables.GATE_VERDICTS;
import static dev.rollcall.schema.jooq.history.Tables.PACKED_COMMITS;
import static dev.rollcall.schema.jooq.history.Tables.RECENT_STATUSES;
import static dev.rollcall.schema.jooq.history.Tables.SNAPSHOTS;

import dev.rollcall.report.model.GateExemption;
import dev.rollcall.report.model.GateRule;
import dev.rollcall.report.model.GateVerdict;
import dev.rollcall.report.model.LineCommit;
import dev.rollcall.schema.domain.FindingKind;
import dev.rollcall.schema.domain.Matching;
import dev.rollcall.schema.domain.SystemRow;
import dev.rollcall.schema.domain.Trigger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.types.YearToSecond;
import org.jspecify.annotations.Nullable;

/** Fills the history of a test database with snapshots like those of a run. */
public final class History {

    private final DSLContext dsl;

    public History(DSLContext dsl) {
        this.dsl = dsl;
    }

    /** Publishes a snapshot of these systems and returns its id. */
    public long snapshot(Instant asOf, List<SystemRow> systems) {
        return snapshot(asOf, null, systems);
    }

    public long snapshot(Instant asOf, @Nullable String label, List<SystemRow> systems) {
        long id = dsl.insertInto(SNAPSHOTS)
                .set(SNAPSHOTS.AS_OF, asOf.atOffset(ZoneOffset.UTC))
                .set(SNAPSHOTS.MATCHING, Matching.EVIDENCE)
                .set(SNAPSHOTS.LABEL, label)
                .set(SNAPSHOTS.RUN_TRIGGER, Trigger.RUN)
                .set(SNAPSHOTS.SILENT_AFTER, YearToSecond.valueOf(Duration.ofHours(4)))
                .set(SNAPSHOTS.STALE_AFTER, YearToSecond.valueOf(Duration.ofDays(1)))
                .set(SNAPSHOTS.ROLLCALL_VERSION, "test")
                .set(SNAPSHOTS.RULES_VERSION, 2)
                .set(SNAPSHOTS.OPENED_AT, asOf.atOffset(ZoneOffset.UTC))
                .returning(SNAPSHOTS.ID)
                .fetchSingle(SNAPSHOTS.ID);
        systems.forEach(system -> insert(id, system));
        publish(id);
        return id;
    }

    public void finding(
            long snapshotId, FindingKind kind, String subject, @Nullable String detail, @Nullable String resembles) {
        dsl.insertInto(FINDINGS)
                .values(snapshotId, kind, subject, detail, resembles)
                .execute();
    }

    /** Stores the newest commits of a flake, and its forge. */
    public void commits(long snapshotId, String flake, @Nullable String forge, List<LineCommit> newestFirst) {
        Integer[] ids = newestFirst.stream()
                .map(commit -> dsl.insertInto(PACKED_COMMITS)
                        .set(PACKED_COMMITS.DIGEST, commit.toString().getBytes(StandardCharsets.UTF_8))
                        .set(PACKED_COMMITS.GIT_COMMIT_HASH, commit.hash())
                        .set(PACKED_COMMITS.COUNTS_FROM, offset(commit.countsFrom()))
                        .set(PACKED_COMMITS.SUBJECT, commit.subject())
                        .set(PACKED_COMMITS.AUTHOR, commit.author())
                        .returning(PACKED_COMMITS.ID)
                        .fetchSingle(PACKED_COMMITS.ID))
                .toArray(Integer[]::new);
        dsl.insertInto(COMMIT_LINES).values(snapshotId, flake, ids).execute();
        dsl.update(FLAKE_TOTALS)
                .set(FLAKE_TOTALS.FORGE, forge)
                .where(FLAKE_TOTALS.SNAPSHOT_ID.eq(snapshotId), FLAKE_TOTALS.FLAKE.eq(flake))
                .execute();
    }

    /** Stores how many systems of a flake had reached its only commit. */
    public void rollout(long snapshotId, String flake, String hash, String text, int running) {
        dsl.execute("""
                with cte_commit as (
                  insert into history.rollout_commits
                         (flake, git_commit_hash, stay, counts_from, counts_until, depth, sequence, subject, author)
                  values (?, ?, 1, '2026-11-01T00:00Z', 'infinity', 1, 1, ?, ?)
                      on conflict (flake, git_commit_hash, stay) do update set depth = 1
                  returning id
                )

                insert into history.rollouts
                select ?, s.as_of, ? + 1, array[c.id], array[?]
                  from history.snapshots as s
                 cross join cte_commit as c
                 where s.id = ?
                """, flake, hash, text, text, flake, running, running, snapshotId);
    }

    /** Stores the verdict on a snapshot, as a gate would. */
    public void verdict(long snapshotId, GateVerdict verdict) {
        dsl.insertInto(GATE_VERDICTS)
                .values(snapshotId, verdict.outcome(), verdict.reason())
                .execute();
        int number = 0;
        for (GateRule rule : verdict.rules()) {
            dsl.insertInto(GATE_RULES)
                    .values(
                            snapshotId,
                            ++number,
                            rule.rule(),
                            rule.scope(),
                            rule.threshold(),
                            rule.measured(),
                            rule.outcome(),
                            rule.brokenBy().total(),
                            rule.brokenBy().shown().toArray(String[]::new))
                    .execute();
        }
        for (GateExemption exemption : verdict.exemptions()) {
            dsl.insertInto(GATE_EXEMPTIONS)
                    .values(
                            snapshotId,
                            ++number,
                            exemption.hosts().text(),
                            exemption.reason(),
                            exemption.owner(),
                            exemption.expires(),
                            exemption.isExpired(),
                            exemption.systems().total(),
                            exemption.systems().shown().toArray(String[]::new),
                            exemption.advisory())
                    .execute();
        }
    }

    private void insert(long snapshotId, SystemRow row) {
        dsl.insertInto(RECENT_STATUSES)
                .values(
                        snapshotId,
                        row.hostname(),
                        row.flake(),
                        row.environment(),
                        row.owner(),
                        row.status(),
                        row.reason(),
                        row.basis(),
                        row.runningCommit(),
                        row.evaluatedCommit(),
                        row.newestCommit(),
                        row.commitsBehind(),
                        offset(row.behindSince()),
                        offset(row.deployedAt()),
                        offset(row.lastSeenAt()),
                        row.silent(),
                        row.storePath(),
                        row.pinnedCommit(),
                        row.alias(),
                        row.evaluationError(),
                        row.reboot().needed(),
                        offset(row.reboot().neededSince()),
                        offset(row.reboot().bootedAt()))
                .execute();
    }

    private static @Nullable OffsetDateTime offset(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }

    private void publish(long id) {
        dsl.execute("""
                insert into history.flake_totals
                select snapshot_id, flake, count(*)
                     , count(*) filter (where status = 'Up to Date'), count(*) filter (where status = 'Outdated')
                     , count(*) filter (where status = 'Unknown State'), count(*) filter (where status = 'Offline')
                     , count(*) filter (where silent), count(pinned_commit), max(newest_commit), null
                     , count(*) filter (where reboot_needed), count(reboot_needed)
                  from history.system_statuses
                 where snapshot_id = ?
                 group by snapshot_id, flake
                """, id);
        dsl.execute("""
                update history.snapshots as s
                   set published_at = s.as_of, systems = t.systems, up_to_date = t.up_to_date, outdated = t.outdated
                     , unknown_state = t.unknown_state, offline = t.offline, silent = t.silent
                     , pinned = t.pinned, reboot_needed = t.reboot_needed, reboot_collected = t.reboot_collected
                  from (select coalesce(sum(systems), 0) as systems, coalesce(sum(up_to_date), 0) as up_to_date
                             , coalesce(sum(outdated), 0) as outdated, coalesce(sum(unknown_state), 0) as unknown_state
                             , coalesce(sum(offline), 0) as offline, coalesce(sum(silent), 0) as silent, coalesce(sum(pinned), 0) as pinned
                             , coalesce(sum(reboot_needed), 0) as reboot_needed
                             , coalesce(sum(reboot_collected), 0) as reboot_collected
                          from history.flake_totals where snapshot_id = ?) as t
                 where s.id = ?
                """, id, id);
    }
}
