// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory;

import dev.rollcall.schema.PostgresExtension;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** Imports lines of evaluations into a flake with three commits, and returns the resulting rows. */
final class EvaluationLines {

    static final List<String> COMMITS = IntStream.rangeClosed(1, 3)
            .mapToObj(i -> String.valueOf(i).repeat(40))
            .toList();

    private final PostgresExtension postgres;

    EvaluationLines(PostgresExtension postgres) {
        this.postgres = postgres;
    }

    /** Empties the inventory except for the commits. */
    void clear() {
        postgres.clear();
        postgres.dsl().execute("insert into inventory.flakes (name) values ('infra')");
        for (String commit : COMMITS) {
            postgres.dsl()
                    .execute(
                            "insert into inventory.commits (flake_id, git_commit_hash, commit_timestamp) values (1, ?, '2026-06-01T08:00:00Z')",
                            commit);
        }
    }

    ImportResult take(List<String> lines) {
        return take(ImportOptions.STRICT, lines);
    }

    ImportResult take(ImportOptions options, List<String> lines) {
        byte[] bytes = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        return InventoryImport.run(
                postgres.database().dataSource(),
                List.of(new InventorySource(FileKind.EVALS, "evals.jsonl", () -> new ByteArrayInputStream(bytes))),
                options,
                Instant.parse("2026-11-25T00:00:00Z"));
    }

    /** All evaluations in a fixed order. */
    List<String> rows() {
        return postgres.dsl()
                .fetch("""
                        select c.git_commit_hash, d.derivation_name, d.attribute_path, d.derivation_path, d.store_path
                             , t.name, d.completed_at at time zone 'UTC', d.scheduled_at, d.error_message
                          from inventory.derivations as d
                          join inventory.commits as c
                            on c.id = d.commit_id
                          join inventory.derivation_statuses as t
                            on t.id = d.status_id
                         order by 1, 2, d.derivation_path collate "C", d.error_message collate "C"
                        """)
                .map(row -> String.join(
                        " ",
                        IntStream.range(0, row.size())
                                .mapToObj(i -> String.valueOf(row.get(i)))
                                .toList()));
    }
}
