// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.rules;

import static dev.rollcall.schema.Fleet.hash;
import static dev.rollcall.schema.Fleet.hour;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schema.PostgresExtension;
import dev.rollcall.schema.domain.Matching;
import dev.rollcall.schema.oracle.Verdict;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That a system needs a reboot is a mark beside the status, on the word of its newest state. */
class RebootRulesIT {

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @RegisterExtension
    final RulesExtension rules = RulesExtension.on(POSTGRES);

    @ParameterizedTest
    @CsvSource({"true, 5", "false,", ","})
    void should_say_what_the_newest_state_says_when_the_status_is_any(
            @Nullable Boolean needed, @Nullable Double since) {
        rules.fleetOfThreeCommits().system("web", "infra").state("web", "s", hash("c3"), 1);
        rules.fleet().reboot("web", needed, 5).reboot("web", true, 11);

        for (Matching matching : Matching.values()) {
            Verdict verdict = rules.verdict(matching);

            assertThat(verdict.rebootNeeded()).isEqualTo(needed);
            assertThat(verdict.rebootNeededSince()).isEqualTo(since == null ? null : hour(since));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "yes yes yes     | 1",
                "yes no yes yes  | 3",
                "no yes          | 2",
                // who says nothing neither begins nor ends it
                "silence yes silence yes | 2",
                "yes no silence yes      | 4",
            })
    void should_have_needed_it_since_the_first_of_the_states_in_a_row_that_say_so(String said, int since) {
        rules.fleet().system("web", null);
        int hour = 0;
        for (String word : said.split(" ", -1)) {
            rules.fleet().reboot("web", word.equals("silence") ? null : word.equals("yes"), ++hour);
        }

        assertThat(rules.verdict().rebootNeededSince()).isEqualTo(hour(since));
    }

    @Test
    void should_go_by_the_state_that_counts_when_two_of_one_instant_contradict_each_other() {
        rules.fleet().system("web", null).reboot("web", true, 3).reboot("web", true, 4);
        rules.dsl().execute("""
                        insert into inventory.system_states (hostname, store_path, reboot_needed, "timestamp")
                        select hostname, '/', false, "timestamp" from inventory.system_states
                         where "timestamp" = (select max("timestamp") from inventory.system_states)
                        """);

        assertThat(rules.verdict().rebootNeeded()).isTrue();
        assertThat(rules.verdict().rebootNeededSince()).isEqualTo(hour(4));
    }

    @Test
    void should_collect_nothing_when_it_never_reported_or_only_beats() {
        rules.fleet().system("web", null).heartbeat("web", 9);

        Verdict verdict = rules.verdict();

        assertThat(verdict.status()).isEqualTo("Offline");
        assertThat(verdict.rebootNeeded()).isNull();
    }

    @Test
    void should_read_a_few_rows_when_a_host_has_needed_it_for_many_states() {
        rules.fleet().system("web", null);
        rules.dsl().execute("""
                        insert into inventory.system_states (hostname, store_path, reboot_needed, "timestamp")
                        select 'web', '/', i > 10, timestamptz '2025-01-01' + i * interval '1 minute'
                          from generate_series(1, 20000) as i;
                        analyze inventory.system_states
                        """);

        Object before = rowsRead();

        assertThat(rules.dsl()
                        .fetchValue("select reboot_needed_since from inventory.host_facts('2026-01-01', null, null)"))
                .hasToString("2025-01-01T00:11Z");
        assertThat((Long) rowsRead() - (Long) before).isLessThan(20);
    }

    private Object rowsRead() {
        return rules.dsl().fetchValue("""
                        select seq_tup_read + idx_tup_fetch
                          from pg_stat_xact_user_tables
                         where relid = 'inventory.system_states'::regclass
                        """);
    }
}
