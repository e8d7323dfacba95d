// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.rules;

import static dev.rollcall.schema.Fleet.hash;
import static dev.rollcall.schema.Fleet.hour;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schema.Fleet;
import dev.rollcall.schema.PostgresExtension;
import dev.rollcall.schema.domain.Matching;
import dev.rollcall.schema.jooq.inventory.tables.records.AssessSystemsRecord;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Result;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Ranges of hosts are by code point, whatever the database's locale: this one sorts web, web1, web-2, Zeta. */
class HostRangesIT {

    private static final List<String> BY_CODE_POINT =
            List.of("Zeta", "web", "web-2", "web1", "\uFF57eb", "\uD83D\uDE80");

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @RegisterExtension
    final RulesExtension rules = RulesExtension.on(POSTGRES);

    @BeforeEach
    void register() {
        Fleet fleet = rules.fleetOfThreeCommits();
        for (String hostname : List.of("web1", "\uD83D\uDE80", "web", "Zeta", "\uFF57eb", "web-2")) {
            fleet.system(hostname, "infra").state(hostname, "s", hash("c3"), 5).heartbeat(hostname, 6);
        }
    }

    @Test
    void should_run_in_a_locale_that_sorts_otherwise_when_tested() {
        assertThat(rules.dsl()
                        .fetchValues(
                                "select hostname from inventory.systems order by hostname collate \"default\" limit 3"))
                .isNotEqualTo(BY_CODE_POINT.subList(0, 3));
    }

    @Test
    void should_include_the_first_host_and_exclude_the_last_when_given_both() {
        assertThat(hosts("web", "web1")).containsExactly("web", "web-2");
    }

    @Test
    void should_begin_at_the_first_host_of_all_when_given_only_where_to_end() {
        assertThat(hosts(null, "web-2")).containsExactly("Zeta", "web");
    }

    @Test
    void should_end_at_the_last_host_of_all_when_given_only_where_to_begin() {
        assertThat(hosts("web1", null)).containsExactly("web1", "\uFF57eb", "\uD83D\uDE80");
    }

    @Test
    void should_be_empty_when_a_range_begins_where_it_ends() {
        assertThat(hosts("web", "web")).isEmpty();
    }

    @Test
    void should_give_the_whole_when_the_ranges_are_put_together() {
        List<AssessSystemsRecord> parts = new ArrayList<>(assess(null, BY_CODE_POINT.get(0)));
        for (int i = 0; i < BY_CODE_POINT.size(); i++) {
            parts.addAll(assess(BY_CODE_POINT.get(i), i + 1 < BY_CODE_POINT.size() ? BY_CODE_POINT.get(i + 1) : null));
        }

        assertThat(parts).hasSize(BY_CODE_POINT.size()).isEqualTo(assess(null, null));
    }

    private List<String> hosts(@Nullable String from, @Nullable String to) {
        return assess(from, to).map(AssessSystemsRecord::getHostname);
    }

    private Result<AssessSystemsRecord> assess(@Nullable String from, @Nullable String to) {
        return rules.assess(hour(RulesExtension.NOW), Matching.EVIDENCE, from, to);
    }
}
