// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.rules;

import static dev.rollcall.schema.jooq.inventory.Tables.DERIVATION_STATUSES;

import dev.rollcall.schema.oracle.Inventory;
import dev.rollcall.schema.oracle.Inventory.SystemRow;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Writes an inventory of the oracle into the tables as it stands, with its own ids: a batch a table. */
final class InventoryTables {

    private final DSLContext dsl;
    private final Map<String, Integer> statusIds;

    InventoryTables(DSLContext dsl) {
        this.dsl = dsl;
        this.statusIds = dsl.fetch(DERIVATION_STATUSES).intoMap(DERIVATION_STATUSES.NAME, DERIVATION_STATUSES.ID);
    }

    void fill(Inventory inventory) {
        insert(
                "inventory.flakes (id, name) overriding system value values (?, ?)",
                inventory.flakes().stream().map(flake -> row(flake.id(), flake.name())));
        insert(
                "inventory.commits (id, flake_id, git_commit_hash, commit_timestamp) overriding system value"
                        + " values (?, ?, ?, cast(? as timestamptz))",
                inventory.commits().stream()
                        .map(commit -> row(commit.id(), commit.flakeId(), commit.hash(), commit.at())));
        insert(
                "inventory.derivations (id, commit_id, derivation_type, derivation_name, derivation_path, store_path,"
                        + " status_id, scheduled_at, completed_at) overriding system value"
                        + " values (?, cast(? as integer), ?, ?, ?, ?, ?, cast(? as timestamptz), cast(? as timestamptz))",
                inventory.evaluations().stream()
                        .map(row -> row(
                                row.id(),
                                row.commitId(),
                                row.type(),
                                row.name(),
                                row.drvPath(),
                                row.storePath(),
                                statusIds.get(row.statusName()),
                                row.scheduledAt(),
                                row.completedAt())));
        insert(
                "inventory.systems (hostname, flake_id, environment, is_active, pinned_commit)"
                        + " values (?, cast(? as integer), ?, ?, ?)",
                inventory.systems().stream()
                        .map(system -> row(
                                system.hostname(),
                                system.flakeId(),
                                system.environment(),
                                system.active(),
                                system.pinnedCommit())));
        insert(
                "inventory.system_aliases (hostname, evaluation_name, created_at) values (?, ?, now())",
                inventory.systems().stream()
                        .filter(system -> aliasOf(system) != null)
                        .map(system -> row(system.hostname(), aliasOf(system))));
        insert(
                "inventory.system_states (id, hostname, store_path, configuration_revision, \"timestamp\")"
                        + " overriding system value values (?, ?, ?, ?, cast(? as timestamptz))",
                inventory.states().stream()
                        .map(state ->
                                row(state.id(), state.hostname(), state.storePath(), state.revision(), state.at())));
        insert(
                "inventory.heartbeats (id, hostname, \"timestamp\") overriding system value values (?, ?, cast(? as timestamptz))",
                inventory.heartbeats().stream()
                        .map(heartbeat -> row(heartbeat.id(), heartbeat.hostname(), heartbeat.at())));
    }

    /** The alias as the table can hold it: one that says no more than the hostname is none. */
    static @Nullable String aliasOf(SystemRow system) {
        return system.hostname().equals(system.evaluationAlias()) ? null : system.evaluationAlias();
    }

    private void insert(String into, Stream<@Nullable Object[]> rows) {
        List<@Nullable Object[]> bound = rows.toList();
        if (!bound.isEmpty()) {
            dsl.batch("insert into " + into, bound.toArray(Object[][]::new)).execute();
        }
    }

    private static @Nullable Object[] row(@Nullable Object... values) {
        return Arrays.stream(values)
                .map(value -> value instanceof Instant instant ? instant.atOffset(ZoneOffset.UTC) : value)
                .toArray();
    }
}
