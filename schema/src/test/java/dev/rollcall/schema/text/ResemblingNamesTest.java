// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ResemblingNamesTest {

    private static final List<String> NAMES =
            List.of("build03.ofborg.org", "build04.ofborg.org", "caliban", "pluto", "titan");

    @Test
    void should_suggest_the_same_name_when_only_case_or_domain_differ() {
        assertThat(ResemblingNames.of("TITAN", NAMES)).containsExactly("titan");
        assertThat(ResemblingNames.of("build03", NAMES)).startsWith("build03.ofborg.org");
        assertThat(ResemblingNames.of("titan.nixos.org", NAMES)).containsExactly("titan");
    }

    @Test
    void should_suggest_names_that_are_a_mistake_away_when_mistyped() {
        assertThat(ResemblingNames.of("titn", NAMES)).containsExactly("titan");
        assertThat(ResemblingNames.of("calibna", NAMES)).containsExactly("caliban");
        assertThat(ResemblingNames.of("cxlibax", NAMES)).isEmpty();
        assertThat(ResemblingNames.of("ofborg", NAMES)).containsExactly("build03.ofborg.org", "build04.ofborg.org");
    }

    @Test
    void should_suggest_nothing_when_nothing_is_similar() {
        assertThat(ResemblingNames.of("zzz", NAMES)).isEmpty();
        assertThat(ResemblingNames.of("", NAMES)).isEmpty();
    }

    @Test
    void should_put_the_closest_first_when_several_are_similar() {
        assertThat(ResemblingNames.of("web", List.of("web-proxy", "wed", "WEB", "web.example.org", "wab")))
                .containsExactly("WEB", "web.example.org", "wab", "wed", "web-proxy");
        assertThat(ResemblingNames.of("Web", List.of("WEB.example.org", "web")))
                .containsExactly("web", "WEB.example.org");
    }

    @Test
    void should_ask_a_question_only_when_a_name_is_similar() {
        assertThat(ResemblingNames.question("titn", NAMES)).isEqualTo(" Did you mean titan?");
        assertThat(ResemblingNames.question("zzz", NAMES)).isEmpty();
    }

    @Test
    void should_compare_whole_names_when_one_begins_with_a_dot() {
        assertThat(ResemblingNames.of(".abc", List.of(".xyz"))).containsExactly(".xyz");
    }
}
