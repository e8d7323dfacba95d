// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.report.History;
import dev.rollcall.report.SystemRows;
import dev.rollcall.schema.PostgresExtension;
import dev.rollcall.schema.domain.Matching;
import dev.rollcall.schema.error.ErrorName;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Snapshots 1 to 5 are 9, 8, 7, 1 and 0 days old. */
class SnapshotReferencesIT {

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @BeforeAll
    static void publish() {
        publish(9, null);
        publish(8, "upgrade");
        publish(7, null);
        publish(1, "upgrade");
        publish(0, "2026-W47");
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "latest, 5",
        "previous, 4",
        "0d, 5",
        "1h, 4",
        "2d, 3",
        "7d, 3",
        "8d, 2",
        "2026-11-22, 4",
        "2026-11-15T02:00:00Z, 2",
        "2026-11-15T03:00:00+01:00, 2",
        "upgrade, 4",
        "2026-W47, 5",
    })
    void should_find_the_snapshot_that_is_meant_when_it_is_named(String reference, long id) {
        assertThat(references().resolve(reference).id()).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"6", "10d", "2026-11-20", "2026-11-15T02:00:01Z", "upgrad", ""})
    void should_report_what_is_expected_when_there_is_no_such_snapshot(String reference) {
        assertThatThrownBy(() -> references().resolve(reference))
                .hasFieldOrPropertyWithValue("name", ErrorName.UNKNOWN_SNAPSHOT)
                .hasMessageStartingWith("There is no snapshot '" + reference + "'")
                .hasMessageContaining("'rollcall history' lists all snapshots.");
    }

    @Test
    void should_name_the_one_before_when_a_time_has_no_snapshot() {
        assertThatThrownBy(() -> references().resolve("2026-11-20T02:00:00Z"))
                .hasMessageContaining("the last before it is as of 2026-11-16T02:00:00Z");
    }

    @Test
    void should_report_that_no_gate_passed_when_last_passed_is_requested() {
        assertThatThrownBy(() -> references().resolve("last-passed"))
                .hasFieldOrPropertyWithValue("name", ErrorName.UNKNOWN_SNAPSHOT)
                .hasMessageStartingWith("No snapshot has passed the gate, so 'last-passed' does not exist.");
    }

    @Test
    void should_use_one_matching_when_it_is_requested() {
        SnapshotReferences byName = ReportQueries.of(POSTGRES.dsl()).references(Matching.NAME);

        assertThatThrownBy(() -> byName.resolve("latest"))
                .hasFieldOrPropertyWithValue("name", ErrorName.UNKNOWN_SNAPSHOT);
        assertThat(byName.resolve("5").id()).isEqualTo(5);
    }

    private static SnapshotReferences references() {
        return ReportQueries.of(POSTGRES.dsl()).references(Matching.EVIDENCE);
    }

    private static void publish(int daysAgo, @Nullable String label) {
        new History(POSTGRES.dsl())
                .snapshot(
                        SystemRows.AS_OF.minus(Duration.ofDays(daysAgo)),
                        label,
                        List.of(SystemRows.upToDate("butler", "infra")));
    }
}
