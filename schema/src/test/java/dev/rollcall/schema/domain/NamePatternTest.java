// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamePatternTest {

    @ParameterizedTest
    @CsvSource({
        "web-*, web-1, true",
        "web-*, web-, true",
        "web-*, my-web-1, false",
        "*-db, a-db-db, true",
        "*-db, a-db-x, false",
        "web-?, web-12, false",
        "a.b, axb, false",
        "[a], a, false",
        "*, anything, true",
        "web, web, true",
        "Web, web, false"
    })
    void should_match_with_wildcards(String pattern, String name, boolean expected) {
        assertThat(new NamePattern(pattern).matches(name)).isEqualTo(expected);
    }

    @Test
    void should_match_like_a_regular_expression_when_patterns_are_random() {
        Random random = new Random(7);
        int matched = 0;
        for (int i = 0; i < 20_000; i++) {
            String pattern = text(random, "ab*?", 6);
            String name = text(random, "ab", 6);
            boolean expected = Pattern.compile(pattern.replace("*", ".*").replace("?", "."))
                    .matcher(name)
                    .matches();
            assertThat(new NamePattern(pattern).matches(name))
                    .as("%s on %s", pattern, name)
                    .isEqualTo(expected);
            matched += expected ? 1 : 0;
        }
        assertThat(matched).isBetween(1_000, 19_000);
    }

    @Test
    void should_terminate_quickly_when_a_pattern_is_pathological() {
        assertThat(new NamePattern("*a".repeat(2_000) + "b").matches("a".repeat(2_000)))
                .isFalse();
    }

    private static String text(Random random, String alphabet, int longest) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(longest + 1);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
