// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.query;

import static dev.rollcall.schema.domain.Status.OFFLINE;
import static dev.rollcall.schema.domain.Status.OUTDATED;
import static dev.rollcall.schema.domain.Status.UNKNOWN_STATE;
import static dev.rollcall.schema.domain.Status.UP_TO_DATE;
import static java.util.Arrays.asList;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.report.History;
import dev.rollcall.report.SystemRows;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.report.model.Strip;
import dev.rollcall.schema.PostgresExtension;
import dev.rollcall.schema.domain.SystemRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StripQueriesIT {

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    /** The statuses of the newest of three nights' systems; the first two nights are packed. */
    private static final Map<String, Strip> EXPECTED = Map.of(
            "every", new Strip(List.of(UP_TO_DATE, OUTDATED, UNKNOWN_STATE)),
            "joined", new Strip(asList(null, null, OFFLINE)),
            "away", new Strip(asList(OUTDATED, null, OUTDATED)));

    private static final List<SnapshotSummary> NIGHTS = new ArrayList<>();

    @BeforeAll
    static void publishThreeNights() {
        night(2, SystemRows.upToDate("every", "infra"), SystemRows.outdated("away", "infra", "a", 1));
        night(1, SystemRows.outdated("every", "infra", "a", 1), SystemRows.offline("left", "infra"));
        night(
                0,
                SystemRows.unknown("every", "infra"),
                SystemRows.offline("joined", null),
                SystemRows.outdated("away", "infra", "a", 2));
        POSTGRES.dsl().execute("select history.pack_older_snapshots()");
    }

    @Test
    void should_return_the_statuses_of_a_few_systems() {
        assertThat(new StripQueries(POSTGRES.dsl()).of(EXPECTED.keySet(), NIGHTS))
                .isEqualTo(EXPECTED);
    }

    @Test
    void should_return_the_same_when_all_systems_of_a_night_are_read() {
        assertThat(readAll(NIGHTS)).isEqualTo(EXPECTED);
    }

    @Test
    void should_return_the_statuses_of_as_many_nights_as_a_report_shows() {
        Map<String, Strip> expected = new HashMap<>();
        EXPECTED.forEach((host, strip) -> expected.put(host, new Strip(tenTimes(strip.statuses()))));

        assertThat(readAll(tenTimes(NIGHTS))).isEqualTo(expected);
    }

    private static Map<String, Strip> readAll(List<SnapshotSummary> nights) {
        Map<String, Strip> read = new HashMap<>();
        new SystemQueries(POSTGRES.dsl()).forEachTraces(newest().id(), nights, 2, traces -> {
            assertThat(traces).hasSizeLessThanOrEqualTo(2);
            traces.forEach(trace -> read.put(trace.row().hostname(), trace.strip()));
        });
        return read;
    }

    private static <T> List<T> tenTimes(List<T> some) {
        List<T> all = new ArrayList<>();
        Collections.nCopies(10, some).forEach(all::addAll);
        return all;
    }

    private static SnapshotSummary newest() {
        return NIGHTS.get(NIGHTS.size() - 1);
    }

    private static void night(int back, SystemRow... systems) {
        long id = new History(POSTGRES.dsl()).snapshot(SystemRows.AS_OF.minus(Duration.ofDays(back)), List.of(systems));
        NIGHTS.add(new SnapshotQueries(POSTGRES.dsl()).find(id).orElseThrow());
    }
}
