// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report;

import dev.rollcall.schema.domain.Basis;
import dev.rollcall.schema.domain.Reason;
import dev.rollcall.schema.domain.Reboot;
import dev.rollcall.schema.domain.Status;
import dev.rollcall.schema.domain.SystemRow;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Systems for tests, as the rules could have assessed them at {@link #AS_OF}. */
public final class SystemRows {

    public static final Instant AS_OF = Instant.parse("2026-11-23T02:00:00Z");

    private SystemRows() {}

    public static SystemRow upToDate(String hostname, @Nullable String flake) {
        return row(hostname, flake, Status.UP_TO_DATE, "runs-newest", commit("c"), 0);
    }

    /** The commit is one letter, repeated. */
    public static SystemRow outdated(String hostname, @Nullable String flake, String commit, int behind) {
        return row(hostname, flake, Status.OUTDATED, "awaiting-deployment", commit(commit), behind);
    }

    /** Pinned without a target. */
    public static SystemRow held(String hostname, String flake, String commit) {
        return row(hostname, flake, Status.UP_TO_DATE, "held", commit(commit), 0);
    }

    public static SystemRow unknown(String hostname, @Nullable String flake) {
        return row(hostname, flake, Status.UNKNOWN_STATE, flake == null ? "no-flake" : "other-flake", null, null);
    }

    public static SystemRow offline(String hostname, @Nullable String flake) {
        return row(hostname, flake, Status.OFFLINE, "never-deployed", null, null);
    }

    /** The text is in every text field. */
    public static SystemRow hostile(String hostname, String text, Status status) {
        return new SystemRow(
                hostname,
                text,
                status,
                reasonOf(status),
                Basis.NAME,
                text,
                text,
                text,
                1,
                AS_OF,
                AS_OF,
                AS_OF,
                true,
                text,
                text,
                text,
                text,
                text,
                text,
                new Reboot(true, AS_OF, AS_OF));
    }

    public static String commit(String letter) {
        return letter.repeat(40);
    }

    private static SystemRow row(
            String hostname,
            @Nullable String flake,
            Status status,
            String reason,
            @Nullable String running,
            @Nullable Integer behind) {
        boolean isOffline = status == Status.OFFLINE;
        return new SystemRow(
                hostname,
                flake,
                status,
                Reason.of(reason),
                running == null ? null : Basis.STORE_PATH,
                running,
                flake == null ? null : commit("c"),
                flake == null ? null : commit("c"),
                behind,
                behind == null || behind == 0 ? null : AS_OF.minus(Duration.ofDays(behind)),
                isOffline ? null : AS_OF.minus(Duration.ofDays(9)),
                isOffline ? null : AS_OF.minus(Duration.ofMinutes(4)),
                false,
                isOffline ? null : "/nix/store/00000000000000000000000000000000-nixos-system-" + hostname,
                null,
                null,
                null,
                "ops@example.org",
                null,
                Reboot.NOT_COLLECTED);
    }

    private static Reason reasonOf(Status status) {
        return Arrays.stream(Reason.values())
                .filter(reason -> reason.status() == status)
                .findFirst()
                .orElseThrow();
    }

    /** The system with another reason and error text. */
    public static SystemRow failing(SystemRow row, String reason, @Nullable String error) {
        return with(
                row, reason, row.behindSince(), row.lastSeenAt(), row.silent(), row.pinnedCommit(), row.owner(), error);
    }

    /** The system, last seen at another time. */
    public static SystemRow seen(SystemRow row, @Nullable Instant lastSeenAt, boolean isSilent) {
        return with(
                row,
                row.reason().code(),
                row.behindSince(),
                lastSeenAt,
                isSilent,
                row.pinnedCommit(),
                row.owner(),
                row.evaluationError());
    }

    /** The system, behind since another time. */
    public static SystemRow behindSince(SystemRow row, @Nullable Instant since) {
        return with(
                row,
                row.reason().code(),
                since,
                row.lastSeenAt(),
                row.silent(),
                row.pinnedCommit(),
                row.owner(),
                row.evaluationError());
    }

    /** The system with another owner. */
    public static SystemRow owned(SystemRow row, @Nullable String owner) {
        return with(
                row,
                row.reason().code(),
                row.behindSince(),
                row.lastSeenAt(),
                row.silent(),
                row.pinnedCommit(),
                owner,
                row.evaluationError());
    }

    /** The system with another reason, pinned to a commit. */
    public static SystemRow pinned(SystemRow row, String reason, String commit) {
        return with(
                row,
                reason,
                row.behindSince(),
                row.lastSeenAt(),
                row.silent(),
                commit,
                row.owner(),
                row.evaluationError());
    }

    private static SystemRow with(
            SystemRow row,
            String reason,
            @Nullable Instant behindSince,
            @Nullable Instant lastSeenAt,
            boolean isSilent,
            @Nullable String pinnedCommit,
            @Nullable String owner,
            @Nullable String error) {
        return new SystemRow(
                row.hostname(),
                row.flake(),
                row.status(),
                Reason.of(reason),
                row.basis(),
                row.runningCommit(),
                row.evaluatedCommit(),
                row.newestCommit(),
                row.commitsBehind(),
                behindSince,
                row.deployedAt(),
                lastSeenAt,
                isSilent,
                row.storePath(),
                row.environment(),
                pinnedCommit,
                row.alias(),
                owner,
                error,
                row.reboot());
    }

    /** The system that says whether it needs a reboot, and if so since some days. */
    public static SystemRow rebootNeeded(SystemRow row, boolean isNeeded, int days) {
        return new SystemRow(
                row.hostname(),
                row.flake(),
                row.status(),
                row.reason(),
                row.basis(),
                row.runningCommit(),
                row.evaluatedCommit(),
                row.newestCommit(),
                row.commitsBehind(),
                row.behindSince(),
                row.deployedAt(),
                row.lastSeenAt(),
                row.silent(),
                row.storePath(),
                row.environment(),
                row.pinnedCommit(),
                row.alias(),
                row.owner(),
                row.evaluationError(),
                new Reboot(isNeeded, isNeeded ? AS_OF.minus(Duration.ofDays(days)) : null, null));
    }
}
