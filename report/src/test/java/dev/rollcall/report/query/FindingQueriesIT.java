// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.report.History;
import dev.rollcall.report.SystemRows;
import dev.rollcall.schema.PostgresExtension;
import dev.rollcall.schema.domain.Finding;
import dev.rollcall.schema.domain.FindingKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FindingQueriesIT {

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @Test
    void should_return_those_about_systems_and_about_unregistered_hosts_like_them_when_asked_for_hosts_of_a_snapshot() {
        History history = new History(POSTGRES.dsl());
        long before = history.snapshot(SystemRows.AS_OF.minus(Duration.ofDays(1)), List.of());
        long id = history.snapshot(SystemRows.AS_OF, List.of());
        history.finding(before, FindingKind.UNKNOWN_PIN, "web", null, null);
        history.finding(id, FindingKind.NAME_MISMATCH, "web", "no evaluation", null);
        history.finding(id, FindingKind.REPORTS_UNREGISTERED, "web.example.org", null, "web");
        history.finding(id, FindingKind.NAME_MISMATCH, "db", null, "web");
        history.finding(id, FindingKind.FLAKE_WITHOUT_COMMITS, "web", null, null);

        Map<String, List<Finding>> about = new FindingQueries(POSTGRES.dsl()).about(id, List.of("web", "ci"));

        assertThat(about)
                .containsOnly(Map.entry(
                        "web",
                        List.of(
                                new Finding(FindingKind.NAME_MISMATCH, "web", "no evaluation", null),
                                new Finding(FindingKind.REPORTS_UNREGISTERED, "web.example.org", null, "web"))));
    }
}
