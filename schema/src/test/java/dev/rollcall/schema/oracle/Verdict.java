// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.oracle;

import static java.util.stream.Collectors.joining;

import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The verdict on one system: the columns of the CSV of statuses in their order, then others. */
public record Verdict(
        String hostname,
        @Nullable String flake,
        String status,
        String reason,
        @Nullable String basis,
        @Nullable String runningCommit,
        @Nullable String evaluatedCommit,
        @Nullable String newestCommit,
        @Nullable Integer commitsBehind,
        @Nullable Instant behindSince,
        @Nullable Instant deployedAt,
        @Nullable Instant lastSeenAt,
        boolean silent,
        @Nullable String storePath,
        @Nullable String environment,
        @Nullable String owner,
        @Nullable String pinnedCommit,
        @Nullable String alias,
        @Nullable String evaluationError,
        @Nullable Boolean rebootNeeded,
        @Nullable Instant rebootNeededSince) {

    public static final String CSV_HEADER = "hostname,flake,status,reason,basis,running_commit,evaluated_commit,"
            + "newest_commit,commits_behind,behind_since,deployed_at,last_seen_at,silent,store_path,reboot_needed,reboot_needed_since";

    /** One line of the CSV of statuses, without a line end. */
    public String wholeCsv() {
        return csv() + "," + field(rebootNeeded) + "," + field(rebootNeededSince);
    }

    /** The columns up to the store path; the others are not part of the status. */
    public String csv() {
        return Stream.of(
                        field(hostname),
                        field(flake),
                        field(status),
                        field(reason),
                        field(basis),
                        field(runningCommit),
                        field(evaluatedCommit),
                        field(newestCommit),
                        field(commitsBehind),
                        field(behindSince),
                        field(deployedAt),
                        field(lastSeenAt),
                        field(silent),
                        field(storePath))
                .collect(joining(","));
    }

    private static String field(@Nullable Object value) {
        String text = value == null ? "" : value.toString();
        boolean needsQuotes = text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        return needsQuotes ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
