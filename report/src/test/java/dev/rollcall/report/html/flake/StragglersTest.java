// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.flake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.report.SystemRows;
import dev.rollcall.report.model.Strip;
import dev.rollcall.report.model.SystemTrace;
import dev.rollcall.schema.domain.SystemRow;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StragglersTest {

    @Test
    void should_keep_those_that_are_not_up_to_date_by_flake_with_the_most_urgent_first() {
        Stragglers stragglers = new Stragglers(2, SystemRows.AS_OF);

        add(stragglers, behind("a-day", "infra", 1));
        add(stragglers, SystemRows.upToDate("fine", "infra"));
        add(stragglers, behind("a-week", "infra", 7));
        add(stragglers, behind("other", "lab", 1));
        add(stragglers, SystemRows.unknown("without", null));

        assertThat(names(stragglers, "infra")).containsExactly("a-week", "a-day");
        assertThat(names(stragglers, "lab")).containsExactly("other");
        assertThat(names(stragglers, "none")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1, 100", "200, 100", "400, 50", "2000, 10", "50000, 10"})
    void should_keep_fewer_of_each_flake_when_there_are_many_flakes(int flakes, int kept) {
        Stragglers stragglers = new Stragglers(flakes, SystemRows.AS_OF);

        for (int i = 0; i < 150; i++) {
            add(stragglers, behind("web-" + i, "infra", i));
        }

        assertThat(names(stragglers, "infra")).hasSize(kept).startsWith("web-149");
    }

    private static void add(Stragglers stragglers, SystemRow system) {
        stragglers.accept(new SystemTrace(system, new Strip(List.of()), null));
    }

    private static SystemRow behind(String hostname, String flake, int days) {
        return SystemRows.behindSince(
                SystemRows.outdated(hostname, flake, "a", 1), SystemRows.AS_OF.minus(Duration.ofDays(days)));
    }

    private static List<String> names(Stragglers stragglers, String flake) {
        return stragglers.of(flake).stream()
                .map(system -> system.row().hostname())
                .toList();
    }
}
