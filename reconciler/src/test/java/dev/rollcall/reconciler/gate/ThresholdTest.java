// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThresholdTest {

    @ParameterizedTest
    @CsvSource({
        "5%, 5, 100, true",
        "5%, 6, 100, false",
        "33%, 1, 3, false",
        "33.34%, 1, 3, true",
        "0%, 0, 0, true",
        "0, 0, 0, true",
        "12, 12, 12, true",
        "12, 13, 1000, false",
        "100%, 7, 7, true"
    })
    void should_allow_up_to_the_number_or_the_share(String threshold, int count, int total, boolean expected) {
        assertThat(Threshold.of(threshold).allows(count, total)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "5.5", "101%", "%", "five", "5 systems", "1e3", "5%%", "9999999999"})
    void should_report_what_was_expected_when_it_is_invalid(String text) {
        assertThatThrownBy(() -> Threshold.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a ");
    }

    @ParameterizedTest
    @CsvSource({"1, 3, 33.34%", "1, 100000, 0.01%", "50, 1000, 5%", "50001, 1000000, 5.01%", "0, 7, 0%", "7, 7, 100%"})
    void should_round_a_share_up_so_that_one_over_a_threshold_never_looks_equal_to_it(
            int count, int total, String expected) {
        assertThat(Threshold.share(count, total)).isEqualTo(expected);
    }
}
