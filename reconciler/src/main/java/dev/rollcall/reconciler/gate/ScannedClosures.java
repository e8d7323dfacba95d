// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.gate;

import static dev.rollcall.schema.jooq.history.Tables.SCANNED_CLOSURES;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** What scanners found in closures, each by its newest scan, united. Scans with an old database don't count. */
final class ScannedClosures {

    private final Map<String, Scanned> closures;

    /**
     * What was found in one or more closures.
     *
     * @param scores by the id of the advisory in upper case: its greatest score, or null if it has none
     */
    record Advisories(Map<String, @Nullable BigDecimal> scores) {}

    /**
     * A closure that was scanned.
     *
     * @param databaseAt the date of the oldest database that was used
     */
    record Scanned(Instant databaseAt, Advisories advisories) {}

    ScannedClosures(Map<String, Scanned> closures) {
        this.closures = Map.copyOf(closures);
    }

    /** What a snapshot uses or, without one, what a snapshot at this time would use. */
    static ScannedClosures of(DSLContext dsl, Instant asOf, @Nullable Long snapshotId) {
        Map<String, Scanned> closures = new HashMap<>();
        dsl.selectFrom(SCANNED_CLOSURES.call(asOf.atOffset(ZoneOffset.UTC), snapshotId))
                .forEach(row -> {
                    Advisories found = advisories(
                            Objects.requireNonNull(row.getAdvisories()), Objects.requireNonNull(row.getScores()));
                    String[] paths = Objects.requireNonNull(row.getStorePaths());
                    OffsetDateTime[] databases = Objects.requireNonNull(row.getDatabasesAt());
                    for (int i = 0; i < paths.length; i++) {
                        closures.put(paths[i], new Scanned(databases[i].toInstant(), found));
                    }
                });
        return new ScannedClosures(closures);
    }

    /** What was found in a closure; null if it was not scanned. */
    @Nullable Scanned in(@Nullable String storePath) {
        return storePath == null ? null : closures.get(storePath);
    }

    private static Advisories advisories(String[] ids, @Nullable BigDecimal[] scores) {
        Map<String, @Nullable BigDecimal> byId = new TreeMap<>();
        for (int i = 0; i < ids.length; i++) {
            byId.put(ids[i], scores[i]);
        }
        return new Advisories(byId);
    }
}
