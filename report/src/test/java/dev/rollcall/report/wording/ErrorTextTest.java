// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.wording;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorTextTest {

    private static final String NIX = """
            error:
                   … while evaluating the option `services.nginx'

                   error: attribute 'vhosts' missing
                   at /src/web.nix:3:5
            """;

    @Test
    void should_take_the_message_and_not_the_trace_when_nix_prints_both() {
        assertThat(ErrorText.headline(NIX)).isEqualTo("error: attribute 'vhosts' missing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "error:\n  … while calling\n\n  error:\n  Failed assertions:\n  - no root\n",
                "error: first\n  error:\n\tFailed assertions:\n\t- no root",
                "error:\nFailed assertions: - no root"
            })
    void should_take_the_lines_below_when_the_message_is_bare(String error) {
        assertThat(ErrorText.headline(error)).isEqualTo("Failed assertions: - no root");
    }

    @Test
    void should_take_the_first_line_when_none_is_a_message() {
        assertThat(ErrorText.headline("\n  out of memory\nkilled")).isEqualTo("out of memory");
        assertThat(ErrorText.headline(" \n")).isEqualTo("(no text)");
    }

    @Test
    void should_count_what_it_leaves_out_when_a_text_is_long() {
        assertThat(ErrorText.firstLines(NIX, 2).shown())
                .containsExactly("error:", "       … while evaluating the option `services.nginx'");
        assertThat(ErrorText.firstLines(NIX, 2).leftOut()).isEqualTo(3);
    }

    @Test
    void should_escape_and_cut_control_characters_when_a_text_is_hostile() {
        String hostile = "\u001b[2J\u202e" + "x".repeat(1_000);

        assertThat(ErrorText.headline(hostile))
                .startsWith("\\u001b[2J\\u202exxx")
                .hasSize(201);
        assertThat(ErrorText.firstLines(hostile, 5).shown())
                .singleElement()
                .satisfies(line -> assertThat(line).hasSize(301).doesNotContainPattern("[\\p{Cc}\\p{Cf}]"));
    }

    @Test
    void should_cut_nothing_when_a_line_just_fits() {
        assertThat(ErrorText.headline("x".repeat(200))).isEqualTo("x".repeat(200));
        assertThat(ErrorText.firstLines("x".repeat(300), 1).shown()).containsExactly("x".repeat(300));
    }

    @Test
    void should_not_take_an_empty_message_when_a_text_has_a_better_line() {
        assertThat(ErrorText.headline("killed\n  error:")).isEqualTo("killed");
    }
}
