// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.report.History;
import dev.rollcall.report.SystemRows;
import dev.rollcall.report.format.system.StatusCsv;
import dev.rollcall.schema.Fleet;
import dev.rollcall.schema.PostgresExtension;
import dev.rollcall.schema.domain.Matching;
import dev.rollcall.schema.domain.SystemRow;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SystemQueriesIT {

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @BeforeEach
    void clear() {
        POSTGRES.clear();
    }

    @Test
    void should_order_by_code_point_when_hosts_are_read() {
        long id = new History(POSTGRES.dsl())
                .snapshot(
                        SystemRows.AS_OF,
                        List.of(
                                SystemRows.offline("a-b", null),
                                SystemRows.offline("ab", null),
                                SystemRows.offline("B", null),
                                SystemRows.offline("ä", null)));
        List<String> hosts = new ArrayList<>();

        new SystemQueries(POSTGRES.dsl()).forEachOf(id, row -> hosts.add(row.hostname()));

        assertThat(hosts).containsExactly("B", "a-b", "ab", "ä");
    }

    @Test
    void should_return_every_row_of_a_snapshot() {
        List<SystemRow> kept = List.of(
                SystemRows.outdated("butler", "infra", "a", 2),
                SystemRows.unknown("hari", null),
                SystemRows.upToDate("lucas", "infra"));
        long id = new History(POSTGRES.dsl()).snapshot(SystemRows.AS_OF, kept);
        List<SystemRow> read = new ArrayList<>();

        new SystemQueries(POSTGRES.dsl()).forEachOf(id, read::add);

        assertThat(read).isEqualTo(kept);
    }

    @Test
    void should_write_the_same_csv_when_the_inventory_is_read_live_and_from_a_snapshot() {
        new Fleet(POSTGRES.dsl())
                .flake("infra")
                .commit("infra", "a", 1)
                .commit("infra", "b", 5)
                .system("butler", "infra")
                .system("Lucas", "infra")
                .system("hari", null)
                .evaluation("infra", "a", "butler", "old")
                .evaluation("infra", "b", "butler", "new")
                .evaluation("infra", "b", "Lucas", "lucas")
                .state("butler", "old", 2)
                .state("Lucas", "lucas", 6)
                .heartbeat("Lucas", 7);
        SystemQueries queries = new SystemQueries(POSTGRES.dsl());
        List<SystemRow> assessed = new ArrayList<>();
        queries.forEachLive(Fleet.hour(24), Matching.EVIDENCE, Duration.ofHours(4), assessed::add);
        long id = new History(POSTGRES.dsl()).snapshot(Fleet.hour(24), assessed);

        String live = csv(csv -> queries.forEachLive(Fleet.hour(24), Matching.EVIDENCE, Duration.ofHours(4), csv));
        String kept = csv(csv -> queries.forEachOf(id, csv));

        assertThat(live).isEqualTo(kept).contains("\nbutler,infra,Outdated,").contains("\nhari,,Offline,");
        assertThat(assessed).extracting(SystemRow::hostname).containsExactly("Lucas", "butler", "hari");
    }

    private static String csv(Consumer<StatusCsv> rows) {
        StringWriter out = new StringWriter();
        try (StatusCsv csv = new StatusCsv(out)) {
            rows.accept(csv);
        }
        return out.toString();
    }
}
