// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.oracle;

import static dev.rollcall.schema.oracle.Fleet.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schema.domain.Matching;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ShrinkerTest {

    @Test
    void should_leave_what_the_failure_needs_when_shrinking_by_hand() {
        Fleet fleet = Fleet.ofThreeCommits()
                .system("web")
                .pinnedSystem("db", "c1")
                .evaluated("c1", "db", "/s1")
                .evaluated("c3", "web", "/s3")
                .runs("web", "/s3", "c3")
                .heartbeat("web", at(60));

        Inventory smallest = Shrinker.smallest(fleet.inventory(), ShrinkerTest::hasASystemThatRunsTheNewest);

        assertThat(smallest).hasToString("""
                flake 1 'infra'
                commit 3 of flake 1: c300000000000000000000000000000000000000 at 2026-01-05T00:30:00Z, first parent null
                import of flake 1 at 2999-01-01T00:00:00Z: FILES [3]
                system 'web' of flake 1, environment null, owner null, pinned to null, alias null
                state 1 of 'web' at 2026-01-05T00:50:00Z: /s3, revision c300000000000000000000000000000000000000, reboot needed null
                """);
    }

    @Test
    void should_empty_the_inventory_when_everything_fails() {
        Inventory smallest = Shrinker.smallest(RandomInventories.generate(7), inventory -> true);

        assertThat(smallest.toString()).isEmpty();
    }

    @Test
    void should_still_fail_when_shrunk() {
        assertThat(LongStream.range(0, 50)
                        .mapToObj(RandomInventories::generate)
                        .filter(ShrinkerTest::hasASystemThatRunsTheNewest)
                        .map(failing -> Shrinker.smallest(failing, ShrinkerTest::hasASystemThatRunsTheNewest)))
                .isNotEmpty()
                .allMatch(ShrinkerTest::hasASystemThatRunsTheNewest)
                .allMatch(smallest -> smallest.commits().size() == 1
                        && smallest.systems().size() == 1
                        && smallest.states().size() == 1
                        && smallest.heartbeats().isEmpty());
    }

    private static boolean hasASystemThatRunsTheNewest(Inventory inventory) {
        return Oracle.assess(inventory, at(100), Matching.EVIDENCE, Duration.ofMinutes(5)).stream()
                .anyMatch(verdict -> verdict.reason().equals("runs-newest"));
    }
}
