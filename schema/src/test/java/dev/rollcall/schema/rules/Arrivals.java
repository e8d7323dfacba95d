// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.rules;

import dev.rollcall.schema.oracle.Inventory;
import java.util.List;
import java.util.SplittableRandom;
import org.jooq.DSLContext;

/**
 * Lets an inventory arrive in portions, in any order that its keys allow and whatever its times say, and changes between
 * them what is there, by the statements that an import or a person would use. Each statement is a transaction.
 */
final class Arrivals {

    /** What happens often, as an import does it; 'pick' stands for a random row. */
    private static final List<String> CHANGES = List.of(
            "update inventory.derivations set status_id = 1 + (status_id * 7 + 3) % 13 where id = pick(inventory.derivations)",
            "update inventory.derivations set store_path = '/nix/store/late' where store_path is null and id = pick(inventory.derivations)",
            "update inventory.derivations set completed_at = coalesce(completed_at, now()) + interval '90 s' where id = pick(inventory.derivations)",
            "update inventory.derivations set completed_at = null where id = pick(inventory.derivations)",
            "update inventory.commits set commit_timestamp = commit_timestamp + interval '2 min' where id = pick(inventory.commits)",
            "update inventory.commits set commit_timestamp = commit_timestamp - interval '2 min' where id = pick(inventory.commits)",
            "update inventory.systems set is_active = not is_active where id = pick(inventory.systems)",
            "update inventory.systems set environment = 'moved' where id = pick(inventory.systems)",
            "update inventory.systems set flake_id = pick(inventory.flakes) where id = pick(inventory.systems)",
            "update inventory.systems set flake_id = null where id = pick(inventory.systems)",
            "update inventory.systems set pinned_commit = (select git_commit_hash from inventory.commits where id = pick(inventory.commits))"
                    + " where id = pick(inventory.systems)",
            "update inventory.systems set pinned_commit = null where id = pick(inventory.systems)",
            "delete from inventory.system_aliases where hostname = (select hostname from inventory.systems where id = pick(inventory.systems))",
            "insert into inventory.system_aliases select s.hostname, d.derivation_name, now() from inventory.systems as s, inventory.derivations as d"
                    + " where s.id = pick(inventory.systems) and d.id = pick(inventory.derivations) and s.hostname <> d.derivation_name on conflict do nothing",
            "insert into inventory.system_states (hostname, store_path, \"timestamp\") select s.hostname, x.store_path, x.\"timestamp\""
                    + " from inventory.systems as s, inventory.system_states as x where s.id = pick(inventory.systems) and x.id = pick(inventory.system_states)",
            "insert into inventory.heartbeats (hostname, \"timestamp\") select s.hostname, x.\"timestamp\" + interval '1 min'"
                    + " from inventory.systems as s, inventory.system_states as x where s.id = pick(inventory.systems) and x.id = pick(inventory.system_states)"
                    + " on conflict do nothing");

    /** What a person does now and then. */
    private static final List<String> REWRITES = List.of(
            "delete from inventory.system_states where id = pick(inventory.system_states)",
            "delete from inventory.heartbeats where id = pick(inventory.heartbeats)",
            "delete from inventory.derivations where id = pick(inventory.derivations)",
            "update inventory.derivations set store_path = '/nix/store/other' where id = pick(inventory.derivations)",
            "update inventory.derivations set derivation_name = derivation_name || 'x' where id = pick(inventory.derivations)",
            "update inventory.system_states set \"timestamp\" = \"timestamp\" + interval '3 min' where id = pick(inventory.system_states)",
            "update inventory.system_states set store_path = '/nix/store/other' where id = pick(inventory.system_states)",
            "update inventory.flakes set name = name || '2' where id = pick(inventory.flakes)",
            "update inventory.systems set hostname = hostname || '2' where id = pick(inventory.systems)",
            "delete from inventory.systems where id = pick(inventory.systems)");

    private final DSLContext dsl;
    private final InventoryTables tables;
    private final SplittableRandom random;
    private final Inventory whole;
    private final Remaining remaining = new Remaining();
    private int portions;

    Arrivals(DSLContext dsl, Inventory whole, SplittableRandom random) {
        this.dsl = dsl;
        this.tables = new InventoryTables(dsl);
        this.whole = whole;
        this.random = random;
        tables.fill(new Inventory(whole.flakes(), List.of(), List.of(), whole.systems(), List.of(), List.of()));
    }

    /** Most of the rest at first, and little later; sometimes nothing at all. */
    void next() {
        portions++;
        tables.fill(remaining.take(whole, random, portions == 1 ? 5 : 1));
        for (int i = random.nextInt(2); i > 0; i--) {
            change(CHANGES);
        }
        if (random.nextInt(12) == 0) {
            change(REWRITES);
        }
    }

    private void change(List<String> statements) {
        String statement = statements.get(random.nextInt(statements.size()));
        String place = String.valueOf(random.nextDouble());
        // a row by its place, so that the same seed picks the same
        dsl.execute(statement.replaceAll(
                "pick\\(([a-z_.]+)\\)",
                "(select id from (select t.id, row_number() over (order by (to_jsonb(t) - 'id')::text, t.id) - 1 as place, count(*) over () as rows from $1 as t) as one"
                        + " where place = floor(" + place + " * rows))"));
    }
}
