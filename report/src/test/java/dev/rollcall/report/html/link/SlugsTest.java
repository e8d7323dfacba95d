// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.link;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlugsTest {

    @ParameterizedTest
    @ValueSource(strings = {"infra", "home-lab-2", "x", "infra.nix", "build03.ofborg.org"})
    void should_keep_a_name_when_it_is_portable(String name) {
        assertThat(Slugs.of(name)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Infra",
                "in/fra",
                "../infra",
                "con",
                "nul",
                "-infra",
                "日本",
                "",
                "a--b",
                "con.x",
                ".infra",
                "infra."
            })
    void should_add_a_hash_when_a_name_can_not_be_kept(String name) {
        assertThat(Slugs.of(name)).matches("[a-z0-9.-]+--[0-9a-f]{10}");
    }

    /** On Windows the part before the first dot is reserved. */
    @ParameterizedTest
    @ValueSource(strings = {"nul.example.org", "NUL.example.org", "com1.example.org"})
    void should_have_no_reserved_name_before_a_dot(String name) {
        assertThat(Slugs.of(name)).matches("(nul|com1)-example-org--[0-9a-f]{10}");
    }

    @Test
    void should_distinguish_names_when_their_valid_characters_are_equal() {
        assertThat(Slugs.of("In fra")).isNotEqualTo(Slugs.of("in.fra"));
        assertThat(Slugs.of("x".repeat(300))).hasSizeLessThan(80).isNotEqualTo(Slugs.of("x".repeat(301)));
    }
}
