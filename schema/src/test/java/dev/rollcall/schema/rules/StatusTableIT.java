// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.rules;

import static dev.rollcall.schema.Fleet.hash;
import static dev.rollcall.schema.Fleet.hour;
import static dev.rollcall.schema.jooq.inventory.Tables.VIEW_SYSTEMS_STATUS_TABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.rollcall.schema.PostgresExtension;
import dev.rollcall.schema.jooq.inventory.tables.records.ViewSystemsStatusTableRecord;
import java.util.Arrays;
import org.jooq.Field;
import org.jooq.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The live table under its original name. */
class StatusTableIT {

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @RegisterExtension
    final RulesExtension rules = RulesExtension.on(POSTGRES);

    @Test
    void should_start_with_the_original_columns() {
        assertThat(Arrays.stream(VIEW_SYSTEMS_STATUS_TABLE.fields())
                        .map(Field::getName)
                        .limit(4))
                .containsExactly("hostname", "status", "status_text", "last_seen");
    }

    @Test
    void should_show_a_symbol_for_each_status_and_the_up_to_date_first() {
        rules.fleetOfThreeCommits()
                .system("a", "infra")
                .system("b", null)
                .state("b", "s", 5)
                .system("c", "infra")
                .state("c", "s", hash("c1"), 5)
                .system("d", "infra")
                .state("d", "s", hash("c3"), 5);

        assertThat(rows())
                .extracting(
                        ViewSystemsStatusTableRecord::getHostname,
                        ViewSystemsStatusTableRecord::getStatus,
                        ViewSystemsStatusTableRecord::getStatusText)
                .containsExactly(
                        tuple("d", "🟢", "Up to Date"),
                        tuple("c", "🔴", "Outdated"),
                        tuple("b", "🟤", "Unknown State"),
                        tuple("a", "⚫", "Offline"));
    }

    @Test
    void should_order_by_code_point_when_systems_have_one_status() {
        rules.fleet().system("web1", null).system("web-2", null).system("Zeta", null);

        assertThat(rows().getValues(VIEW_SYSTEMS_STATUS_TABLE.HOSTNAME)).containsExactly("Zeta", "web-2", "web1");
    }

    @Test
    void should_leave_out_a_system_when_it_is_inactive() {
        rules.fleet().system("gone", null).inactive("gone");

        assertThat(rows()).isEmpty();
    }

    @Test
    void should_show_when_it_was_last_seen_when_it_sent_a_heartbeat_after_its_state() {
        rules.fleet().system("web", null).state("web", "s", 5).heartbeat("web", 6);

        assertThat(rows())
                .singleElement()
                .extracting(row -> row.getLastSeen().toInstant())
                .isEqualTo(hour(6));
    }

    private Result<ViewSystemsStatusTableRecord> rows() {
        return rules.dsl().fetch(VIEW_SYSTEMS_STATUS_TABLE);
    }
}
