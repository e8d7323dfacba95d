// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory.format;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EvaluationErrorTest {

    @Test
    void should_lose_only_colours_and_links_when_stored() {
        String coloured = "\u001b[31;1merror:\u001b[0m attribute '\u001b[35;1mx\u001b[0m' missing\n"
                + "\u001b]8;;https://example.org\u0007see\u001b]8;;\u001b\\ [docs] \u001bM\u009b1m";

        assertThat(EvaluationError.kept(coloured)).isEqualTo("error: attribute 'x' missing\nsee [docs]");
    }

    @Test
    void should_keep_beginning_and_cause_when_it_is_too_long() {
        String kept = EvaluationError.kept("error: begins\n" + "é".repeat(9_000) + "\nerror: the cause");

        assertThat(kept)
                .hasSize(EvaluationError.MAX_LENGTH)
                .startsWith("error: begins\n")
                .contains("\n[...]\n")
                .endsWith("\nerror: the cause");
    }

    @Test
    void should_keep_whole_characters_when_cut_within_a_pair() {
        for (String before : new String[] {"", "x"}) {
            String kept = EvaluationError.kept(before + "\ud83d\ude00".repeat(5_000));

            assertThat(kept.codePoints()).noneMatch(c -> c >= 0xd800 && c < 0xe000);
            assertThat(kept).hasSizeBetween(EvaluationError.MAX_LENGTH - 2, EvaluationError.MAX_LENGTH);
        }
    }

    @Test
    void should_be_stored_unchanged_when_it_has_the_maximum_length() {
        String whole = "x".repeat(EvaluationError.MAX_LENGTH);

        assertThat(EvaluationError.kept(whole)).isEqualTo(whole);
    }

    @Test
    void should_not_look_like_a_recipe_when_it_is_only_a_path() {
        assertThat(EvaluationError.kept("/nix/store/a.drv")).isEqualTo("error: /nix/store/a.drv");
    }
}
