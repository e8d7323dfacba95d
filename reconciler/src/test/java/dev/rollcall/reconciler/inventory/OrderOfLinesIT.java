// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schema.PostgresExtension;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * An inventory depends on its lines, not on their order or split into imports ({@code -Drollcall.orders=1000} for more
 * inventories).
 */
class OrderOfLinesIT {

    private static final int INVENTORIES = Integer.getInteger("rollcall.orders", 8);
    private static final int ORDERS_OF_EACH = 3;

    /** The tables without ids, which depend on the order of arrival. */
    private static final List<String> TABLES = List.of(
            """
            select f.name, c.git_commit_hash, c.commit_timestamp, c.first_parent, c.subject, c.author, c.recorded_at
                 , p.joined_at, p.depth, p.counts_from, p.counts_until
              from inventory.commits as c
              join inventory.flakes as f
                on f.id = c.flake_id
              left join inventory.branch_periods as p
                on p.commit_id = c.id
            """,
            """
            select hostname, store_path, "timestamp", configuration_revision, nixos_version, nixpkgs_revision, change_reason
                 , booted_store_path, reboot_needed
              from inventory.system_states
            """,
            "select hostname, \"timestamp\" from inventory.heartbeats",
            """
            select c.git_commit_hash, d.derivation_name, d.derivation_path, d.store_path, d.status_id, d.completed_at
                 , d.error_message
              from inventory.derivations as d
              join inventory.commits as c
                on c.id = d.commit_id
            """,
            "select hostname, environment, owner, is_active, pinned_commit, is_held from inventory.systems");

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @Test
    void should_give_the_same_inventory_and_the_same_answers_when_lines_come_in_any_order_and_split() {
        for (int seed = 0; seed < INVENTORIES; seed++) {
            Map<FileKind, List<String>> lines = new RandomLines(seed).make();
            String expected = inventoryOf(lines, new Random(0), 1);

            for (int order = 1; order <= ORDERS_OF_EACH; order++) {
                Random random = new Random(order);
                lines.values().forEach(some -> Collections.shuffle(some, random));
                assertThat(inventoryOf(lines, random, order))
                        .as("inventory %d in order %d", seed, order)
                        .isEqualTo(expected);
            }
        }
    }

    /** Imports in so many steps, and tells what the inventory and the rules say then. */
    private static String inventoryOf(Map<FileKind, List<String>> lines, Random random, int steps) {
        POSTGRES.clear();
        List<InventorySource> sources = new ArrayList<>();
        for (FileKind kind : FileKind.values()) {
            List<String> all = lines.getOrDefault(kind, List.of());
            int from = 0;
            for (int step = 1; step <= steps; step++) {
                int to = step == steps ? all.size() : from + random.nextInt(all.size() - from + 1);
                sources.add(source(kind, all.subList(from, to)));
                from = to;
            }
        }
        if (steps > 1) {
            // flakes first, because others refer to them
            Collections.shuffle(sources.subList(steps, sources.size()), random);
            sources.sort(Comparator.comparing(source -> source.kind() == FileKind.EVALS));
        }
        for (InventorySource source : sources) {
            InventoryImport.run(
                    POSTGRES.database().dataSource(), List.of(source), ImportOptions.STRICT, RandomLines.NOW);
        }
        return said();
    }

    private static String said() {
        StringBuilder said = new StringBuilder();
        for (String table : TABLES) {
            said.append(rows("select x::text from (" + table + ") as x"));
        }
        for (int days = -1; days < 7; days++) {
            said.append(rows("select x::text from inventory.assess_systems('"
                    + RandomLines.NOW.minus(Duration.ofDays(days)) + "') as x"));
        }
        return said.toString();
    }

    private static String rows(String sql) {
        return POSTGRES.dsl().fetch(sql).getValues(0, String.class).stream()
                        .sorted()
                        .toList() + "\n";
    }

    private static InventorySource source(FileKind kind, List<String> lines) {
        byte[] bytes = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        return new InventorySource(kind, "test " + kind, () -> new ByteArrayInputStream(bytes));
    }
}
