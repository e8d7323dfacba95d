// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.rules;

import static dev.rollcall.schema.Fleet.closure;

import dev.rollcall.schema.jooq.inventory.tables.records.AssessSystemsRecord;
import dev.rollcall.schema.oracle.Verdict;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Converts rows of the rules to the oracle's verdicts. */
final class Verdicts {

    private Verdicts() {}

    static Verdict of(AssessSystemsRecord row) {
        return new Verdict(
                row.getHostname(),
                row.getFlake(),
                row.getStatus().displayName(),
                row.getReason().code(),
                row.getBasis() == null ? null : row.getBasis().code(),
                row.getRunningCommit(),
                row.getEvaluatedCommit(),
                row.getNewestCommit(),
                row.getCommitsBehind(),
                instant(row.getBehindSince()),
                instant(row.getDeployedAt()),
                instant(row.getLastSeenAt()),
                row.getSilent(),
                row.getStorePath(),
                row.getEnvironment(),
                row.getOwner(),
                row.getPinnedCommit(),
                row.getAlias(),
                row.getEvaluationError(),
                row.getRebootNeeded(),
                instant(row.getRebootNeededSince()));
    }

    /** The line of the CSV with commits and closures by their names in the {@link dev.rollcall.schema.Fleet}. */
    static String line(Verdict verdict) {
        return verdict.csv().replace(closure(""), "").replaceAll("0{30,}", "");
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
