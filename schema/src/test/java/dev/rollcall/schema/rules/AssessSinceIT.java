// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schema.PostgresExtension;
import dev.rollcall.schema.oracle.Inventory;
import dev.rollcall.schema.oracle.RandomInventories;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A night that goes on from the one before has the rows of one that looks at everything, whatever came in between: late,
 * early, changed and deleted facts ({@code -Drollcall.histories=1000} for more histories).
 */
class AssessSinceIT {

    private static final Logger LOG = System.getLogger(AssessSinceIT.class.getName());
    private static final long HISTORIES = Long.getLong("rollcall.histories", 100);
    private static final int NIGHTS = 6;

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    private final DSLContext dsl = POSTGRES.dsl();

    @Test
    void should_give_the_rows_of_the_full_assessment_when_histories_are_random() {
        Tally tally = new Tally();
        for (long seed = 0; seed < HISTORIES; seed++) {
            POSTGRES.clear();
            // what emptied the tables is no part of the history
            dsl.execute("truncate inventory.rewrites");
            live(seed, tally);
        }

        LOG.log(Level.INFO, "Compared with the full assessment: {0}", tally);
        // or nothing was proved
        assertThat(tally.carried).isGreaterThan(tally.rows / 4);
        assertThat(tally.nightsWithBase).isGreaterThan(tally.nights / 2);
    }

    @Test
    void should_have_no_base_when_facts_were_deleted_since() {
        POSTGRES.clear();
        Inventory inventory = RandomInventories.generate(1);
        new InventoryTables(dsl).fill(inventory);
        dsl.execute("truncate inventory.rewrites");
        Instant night = Instant.parse("2026-01-06T00:00:00Z");
        publish(night, "evidence", null);

        assertThat(base(night.plusSeconds(1), "evidence")).isNotNull();
        dsl.execute("delete from inventory.heartbeats");

        assertThat(base(night.plusSeconds(1), "evidence")).isNull();
    }

    @Test
    void should_have_no_base_when_it_is_of_another_matching_or_later_or_of_other_rules() {
        POSTGRES.clear();
        dsl.execute("truncate inventory.rewrites");
        Instant night = Instant.parse("2026-01-06T00:00:00Z");
        long id = publish(night, "evidence", null);

        assertThat(base(night.plusSeconds(1), "evidence")).isEqualTo(id);
        assertThat(base(night.plusSeconds(1), "name")).isNull();
        assertThat(base(night.minusSeconds(1), "evidence")).isNull();
        dsl.execute("update history.snapshots set rules_digest = 'other'");
        assertThat(base(night.plusSeconds(1), "evidence")).isNull();
    }

    @Test
    void should_have_no_base_when_the_database_counts_its_transactions_anew() {
        POSTGRES.clear();
        dsl.execute("truncate inventory.rewrites");
        Instant night = Instant.parse("2026-01-06T00:00:00Z");
        publish(night, "evidence", null);

        dsl.execute("update history.snapshots set read_before = read_before + 1000000");

        assertThat(base(night.plusSeconds(1), "evidence")).isNull();
    }

    @Test
    void should_see_a_fact_that_was_being_recorded_while_the_base_was_read() {
        POSTGRES.clear();
        dsl.execute("insert into inventory.flakes (name) values ('infra')");
        dsl.execute("insert into inventory.systems (hostname, flake_id) select 'web', id from inventory.flakes");
        dsl.execute("truncate inventory.rewrites");
        Instant night = Instant.parse("2026-01-06T00:00:00Z");
        dsl.transaction(slow -> {
            slow.dsl()
                    .execute("insert into inventory.system_states (hostname, store_path, \"timestamp\")"
                            + " values ('web', '/nix/store/1', '2026-01-05T00:00:00Z')");
            publish(night, "evidence", null);
        });
        Long base = base(night.plusSeconds(1), "evidence");

        assertThat(base).isNotNull();
        assertThat(rows("inventory.assess_since(" + base + ", " + arguments(night.plusSeconds(1), "evidence")
                        + ", null, null)"))
                .singleElement()
                .asString()
                .contains("/nix/store/1");
    }

    private void live(long seed, Tally tally) {
        SplittableRandom random = new SplittableRandom(seed);
        Inventory inventory = RandomInventories.generate(seed);
        Arrivals arrivals = new Arrivals(dsl, inventory, random);
        List<Instant> instants = RandomInventories.instants(inventory, seed);
        Instant asOf = instants.stream().min(Instant::compareTo).orElseThrow().minus(Duration.ofMinutes(6));
        for (int night = 0; night < NIGHTS; night++) {
            arrivals.next();
            asOf = asOf.plusSeconds(random.nextInt(1, 120));
            for (String matching : List.of("evidence", "name")) {
                compare(seed, night, asOf, matching, tally);
            }
        }
    }

    private void compare(long seed, int night, Instant asOf, String matching, Tally tally) {
        Long base = base(asOf, matching);
        tally.nights++;
        if (base != null) {
            tally.nightsWithBase++;
            List<String> full = rows("inventory.assess_systems(" + arguments(asOf, matching) + ")");
            List<String> since =
                    rows("inventory.assess_since(" + base + ", " + arguments(asOf, matching) + ", null, null)");
            assertThat(since)
                    .as("seed %d, night %d as of %s, matching %s", seed, night, asOf, matching)
                    .isEqualTo(full);
            tally.rows += full.size();
            tally.carried += full.size() - touched(base, asOf);
        }
        publish(asOf, matching, base);
    }

    private static String arguments(Instant asOf, String matching) {
        return "'" + asOf + "', '" + matching + "', interval '5 minutes'";
    }

    private List<String> rows(String function) {
        return dsl.fetch("select row_to_json(a)::text from " + function + " as a order by a.hostname collate \"C\"")
                .into(String.class);
    }

    private long touched(long base, Instant asOf) {
        return (Long) dsl.fetchValue("select count(*) from inventory.touched_hosts(" + base + ", '" + asOf + "')");
    }

    private @Nullable Long base(Instant asOf, String matching) {
        return (Long) dsl.fetchValue("select inventory.base_snapshot('" + asOf + "', '" + matching + "')");
    }

    /** As the job does: open, assess, publish. */
    private long publish(Instant asOf, String matching, @Nullable Long base) {
        Long id = (Long) dsl.fetchValue("""
                        insert into history.snapshots
                               (as_of, matching, run_trigger, silent_after, stale_after, rollcall_version, opened_at
                             , read_before, rules_digest)
                        values (?::timestamptz, ?, 'run', '5 minutes', '1 day', 'test', now()
                             , pg_snapshot_xmin(pg_current_snapshot())::text::bigint, inventory.rules_digest())
                        returning id
                        """, asOf.toString(), matching);
        String function = base == null
                ? "inventory.assess_systems(" + arguments(asOf, matching) + ")"
                : "inventory.assess_since(" + base + ", " + arguments(asOf, matching) + ", null, null)";
        int systems =
                dsl.execute("insert into history.recent_statuses select " + id + ", a.* from " + function + " as a");
        dsl.execute(
                "update history.snapshots set published_at = now(), systems = ?, up_to_date = ?, outdated = 0"
                        + ", unknown_state = 0, offline = 0, silent = 0, pinned = 0 where id = ?",
                systems,
                systems,
                id);
        dsl.execute("select history.pack_older_snapshots()");
        return id;
    }

    private static final class Tally {
        private long nights;
        private long nightsWithBase;
        private long rows;
        private long carried;

        @Override
        public String toString() {
            return "%d nights, %d of them from a base, %d rows, %d of them carried on"
                    .formatted(nights, nightsWithBase, rows, carried);
        }
    }
}
