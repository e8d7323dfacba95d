// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionOrderTest {

    /** The examples of the manual of Nix (nix-env --upgrade), and what its order follows from. */
    @ParameterizedTest
    @CsvSource({
        "1.0, 2.3",
        "2.1, 2.3",
        "2.3, 2.5",
        "2.3, 3.1",
        "2.3, 2.3.1",
        "2.3a, 2.3.1",
        "2.3pre1, 2.3",
        "2.3pre3, 2.3pre12",
        "2.3a, 2.3c",
        "2.3pre1, 2.3c",
        "2.3pre1, 2.3q",
        "3.0.9, 3.0.14",
        "1.1.1w, 3.0.0",
        "1.1.1v, 1.1.1w",
        "'', 1"
    })
    void should_be_older_when_nix_says_so(String older, String newer) {
        assertThat(VersionOrder.OLDEST_FIRST.compare(older, newer)).isNegative();
        assertThat(VersionOrder.OLDEST_FIRST.compare(newer, older)).isPositive();
    }

    @ParameterizedTest
    @CsvSource({"2.3, 2.3", "2.3, 2-3", "2.03, 2.3", "'', ''", "1., 1"})
    void should_be_the_same_when_only_the_separators_differ(String one, String other) {
        assertThat(VersionOrder.OLDEST_FIRST.compare(one, other)).isZero();
    }

    @Test
    void should_sort_versions_when_some_are_numbers_larger_than_an_int() {
        List<String> sorted = List.of("20250806123456", "3", "20241231000000", "2147483647", "2147483648").stream()
                .sorted(VersionOrder.OLDEST_FIRST)
                .toList();

        assertThat(sorted).containsExactly("20241231000000", "20250806123456", "2147483648", "3", "2147483647");
    }
}
