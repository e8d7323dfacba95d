// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.rules;

import static dev.rollcall.schema.jooq.inventory.Tables.DERIVATION_STATUSES;

import dev.rollcall.schema.oracle.Inventory;
import dev.rollcall.schema.oracle.Inventory.Commit;
import dev.rollcall.schema.oracle.Inventory.Import;
import dev.rollcall.schema.oracle.Inventory.SystemRow;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Writes an inventory of the oracle into the tables with its own ids, one batch per table. */
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
        Map<Integer, Commit> commits =
                inventory.commits().stream().collect(Collectors.toMap(Commit::id, commit -> commit));
        inventory.imports().stream()
                .sorted(Comparator.comparing(Import::at))
                .forEach(brought -> bring(brought, commits));
        insert(
                "inventory.derivations (id, commit_id, derivation_type, derivation_name, derivation_path, store_path,"
                        + " status_id, scheduled_at, completed_at, error_message) overriding system value"
                        + " values (?, cast(? as integer), ?, ?, ?, ?, ?, cast(? as timestamptz), cast(? as timestamptz), ?)",
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
                                row.completedAt(),
                                row.error())));
        insert(
                "inventory.systems (hostname, flake_id, environment, owner, is_active, pinned_commit, is_held)"
                        + " values (?, cast(? as integer), ?, ?, ?, ?, ?)",
                inventory.systems().stream()
                        .map(system -> row(
                                system.hostname(),
                                system.flakeId(),
                                system.environment(),
                                system.owner(),
                                system.active(),
                                system.pinnedCommit(),
                                system.held())));
        insert(
                "inventory.system_aliases (hostname, evaluation_name, created_at) values (?, ?, now())",
                inventory.systems().stream()
                        .filter(system -> aliasOf(system) != null)
                        .map(system -> row(system.hostname(), aliasOf(system))));
        insert(
                "inventory.system_states (id, hostname, store_path, configuration_revision, \"timestamp\", reboot_needed)"
                        + " overriding system value values (?, ?, ?, ?, cast(? as timestamptz), cast(? as boolean))",
                inventory.states().stream()
                        .map(state -> row(
                                state.id(),
                                state.hostname(),
                                state.storePath(),
                                state.revision(),
                                state.at(),
                                state.rebootNeeded())));
        insert(
                "inventory.heartbeats (id, hostname, \"timestamp\") overriding system value values (?, ?, cast(? as timestamptz))",
                inventory.heartbeats().stream()
                        .map(heartbeat -> row(heartbeat.id(), heartbeat.hostname(), heartbeat.at())));
    }

    /** As the import does: stores the commits, then updates the branch. */
    private void bring(Import brought, Map<Integer, Commit> commits) {
        insert(
                "inventory.commits (id, flake_id, git_commit_hash, commit_timestamp, first_parent, recorded_at,"
                        + " evaluation_status, evaluation_error_message) overriding system value"
                        + " values (?, ?, ?, cast(? as timestamptz), ?, cast(? as timestamptz), ?, ?)"
                        + " on conflict (id) do update"
                        + " set first_parent = coalesce(commits.first_parent, excluded.first_parent)",
                brought.commitIds().stream()
                        .map(id -> Objects.requireNonNull(commits.get(id)))
                        .map(commit -> row(
                                commit.id(),
                                commit.flakeId(),
                                commit.hash(),
                                commit.at(),
                                brought.kind() == Import.Kind.FILES ? null : hashOf(commit.firstParent(), commits),
                                brought.at(),
                                commit.evaluationStatus(),
                                commit.evaluationError())));
        Integer[] line = brought.isOfClone() ? brought.commitIds().toArray(Integer[]::new) : null;
        dsl.fetch(
                "select * from inventory.update_branch(?, cast(? as integer[]), ?, cast(? as timestamptz))",
                brought.flakeId(),
                line,
                brought.kind() == Import.Kind.SHALLOW_CLONE,
                brought.at().atOffset(ZoneOffset.UTC));
    }

    private static @Nullable String hashOf(@Nullable Integer commitId, Map<Integer, Commit> commits) {
        Commit commit = commits.get(commitId);
        return commit == null ? null : commit.hash();
    }

    /** The alias as the table can store it: null if it equals the hostname. */
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
