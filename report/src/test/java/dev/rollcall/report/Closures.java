// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report;

import static dev.rollcall.schema.jooq.history.Tables.ADVISORIES;
import static dev.rollcall.schema.jooq.history.Tables.ADVISORY_SETS;
import static dev.rollcall.schema.jooq.history.Tables.CLOSURES;
import static dev.rollcall.schema.jooq.history.Tables.DUE_CLOSURES;
import static dev.rollcall.schema.jooq.history.Tables.PACKAGES;
import static dev.rollcall.schema.jooq.history.Tables.PACKAGE_SETS;
import static dev.rollcall.schema.jooq.history.Tables.SCANNERS;
import static dev.rollcall.schema.jooq.history.Tables.SCANS;

import dev.rollcall.report.advisory.Advisory;
import dev.rollcall.schema.domain.PackageVersion;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import org.jooq.DSLContext;

/** Fills the history of a test database with what closures hold, and what a scanner found in them. */
public final class Closures {

    private final DSLContext dsl;

    public Closures(DSLContext dsl) {
        this.dsl = dsl;
    }

    public Closures packages(String storePath, PackageVersion... packages) {
        Integer[] ids = Arrays.stream(packages)
                .map(each -> dsl.insertInto(PACKAGES)
                        .set(PACKAGES.NAME, each.name())
                        .set(PACKAGES.VERSION, each.version())
                        .onConflict(PACKAGES.NAME, PACKAGES.VERSION)
                        .doUpdate()
                        .set(PACKAGES.NAME, each.name())
                        .returning(PACKAGES.ID)
                        .fetchSingle(PACKAGES.ID))
                .toArray(Integer[]::new);
        Integer set = dsl.insertInto(PACKAGE_SETS)
                .set(PACKAGE_SETS.DIGEST, storePath.getBytes(StandardCharsets.UTF_8))
                .set(PACKAGE_SETS.PACKAGE_IDS, ids)
                .returning(PACKAGE_SETS.ID)
                .fetchSingle(PACKAGE_SETS.ID);
        dsl.update(CLOSURES)
                .set(CLOSURES.PACKAGE_SET_ID, set)
                .where(CLOSURES.ID.eq(closure(storePath)))
                .execute();
        return this;
    }

    /** What a scanner found, with the database of the same time. */
    public Closures scan(String scanner, Instant at, String storePath, Advisory... found) {
        Integer[] ids = Arrays.stream(found)
                .map(each -> dsl.insertInto(ADVISORIES)
                        .set(ADVISORIES.ADVISORY, each.id())
                        .set(ADVISORIES.PACKAGE, each.affected().name())
                        .set(ADVISORIES.VERSION, each.affected().version())
                        .set(ADVISORIES.SCORE, each.score())
                        .onConflict(ADVISORIES.ADVISORY, ADVISORIES.PACKAGE, ADVISORIES.VERSION, ADVISORIES.SCORE)
                        .doUpdate()
                        .set(ADVISORIES.ADVISORY, each.id())
                        .returning(ADVISORIES.ID)
                        .fetchSingle(ADVISORIES.ID))
                .toArray(Integer[]::new);
        Integer set = dsl.insertInto(ADVISORY_SETS)
                .set(ADVISORY_SETS.DIGEST, (storePath + at).getBytes(StandardCharsets.UTF_8))
                .set(ADVISORY_SETS.ADVISORY_IDS, ids)
                .returning(ADVISORY_SETS.ID)
                .fetchSingle(ADVISORY_SETS.ID);
        Integer state = dsl.insertInto(SCANNERS)
                .set(SCANNERS.NAME, scanner)
                .set(SCANNERS.VERSION, scanner)
                .set(SCANNERS.DATABASE_AT, at.atOffset(ZoneOffset.UTC))
                .onConflict(SCANNERS.NAME, SCANNERS.VERSION, SCANNERS.DATABASE_AT)
                .doUpdate()
                .set(SCANNERS.NAME, scanner)
                .returning(SCANNERS.ID)
                .fetchSingle(SCANNERS.ID);
        dsl.insertInto(SCANS)
                .set(SCANS.CLOSURE_ID, closure(storePath))
                .set(SCANS.SCANNER_ID, state)
                .set(SCANS.SCANNED_AT, at.atOffset(ZoneOffset.UTC))
                .set(SCANS.ADVISORY_SET_ID, set)
                .execute();
        return this;
    }

    /** Stores what is due on hosts of a snapshot. */
    public Closures due(long snapshotId, SortedMap<String, String> storePaths) {
        List<Integer> ids = storePaths.values().stream().map(this::closure).toList();
        dsl.insertInto(DUE_CLOSURES)
                .values(snapshotId, storePaths.keySet().toArray(String[]::new), ids.toArray(Integer[]::new))
                .execute();
        return this;
    }

    /** Stores which scans a snapshot uses, as a run does. */
    public void use(long snapshotId) {
        dsl.execute("select history.keep_used_scans(?)", snapshotId);
    }

    private Integer closure(String storePath) {
        return dsl.insertInto(CLOSURES)
                .set(CLOSURES.STORE_PATH, storePath)
                .onConflict(CLOSURES.STORE_PATH)
                .doUpdate()
                .set(CLOSURES.STORE_PATH, storePath)
                .returning(CLOSURES.ID)
                .fetchSingle(CLOSURES.ID);
    }
}
