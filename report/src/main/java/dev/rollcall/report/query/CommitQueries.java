// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.query;

import static dev.rollcall.schema.jooq.history.Tables.FLAKE_TOTALS;

import dev.rollcall.report.model.CommitLine;
import dev.rollcall.report.model.Forge;
import dev.rollcall.report.model.LineCommit;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Reads what a snapshot stored about the commits of its flakes. */
public final class CommitQueries {

    private final DSLContext dsl;

    CommitQueries(DSLContext dsl) {
        this.dsl = dsl;
    }

    /** The forge of each flake that has one. */
    public Map<String, Forge> forges(long snapshotId) {
        Map<String, Forge> forges = new HashMap<>();
        dsl.select(FLAKE_TOTALS.FLAKE, FLAKE_TOTALS.FORGE)
                .from(FLAKE_TOTALS)
                .where(FLAKE_TOTALS.SNAPSHOT_ID.eq(snapshotId), FLAKE_TOTALS.FLAKE.isNotNull())
                .forEach(row -> Forge.of(row.value2()).ifPresent(forge -> forges.put(row.value1(), forge)));
        return Map.copyOf(forges);
    }

    /** The commits of these flakes; a snapshot has none for flakes without systems that are behind. */
    public Map<String, CommitLine> lines(long snapshotId, Collection<String> flakes) {
        Map<String, CommitLine> lines = new LinkedHashMap<>();
        dsl.resultQuery("""
                        select l.flake
                             , c.git_commit_hash
                             , c.counts_from
                             , c.subject
                             , c.author
                             , c.version
                             , c.leaves_alone
                          from history.commit_lines as l
                         cross join lateral unnest(l.commit_ids) with ordinality as n (id, place)
                          join history.packed_commits as c
                            on c.id = n.id
                         where l.snapshot_id = ?
                           and l.flake = any (cast(? as text[]))
                         order by l.flake
                                , n.place
                        """, snapshotId, flakes.toArray(String[]::new))
                .fetchGroups(
                        row -> row.get("flake", String.class),
                        row -> new LineCommit(
                                row.get("git_commit_hash", String.class),
                                row.get("counts_from", OffsetDateTime.class).toInstant(),
                                row.get("subject", String.class),
                                row.get("author", String.class),
                                row.get("version", String.class),
                                setOf(row.get("leaves_alone", String[].class))))
                .forEach((flake, commits) -> lines.put(flake, new CommitLine(commits)));
        return lines;
    }

    private static @Nullable Set<String> setOf(String @Nullable [] names) {
        return names == null ? null : Set.of(names);
    }
}
