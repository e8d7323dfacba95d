// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttributePathTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "web                                            | web",
                "hydraJobs.web.x86_64-linux                     | hydraJobs / web / x86_64-linux",
                "nixosConfigurations.\"web.example.org\".config | nixosConfigurations / web.example.org / config",
                "\"web.example.org\"                            | web.example.org",
                "\"a\\\"b\\\\c\\$d\".e                          | a\"b\\c$d / e",
                "a\".b\".c                                      | a.b / c",
            })
    void should_give_the_elements_when_some_are_quoted(String text, String elements) throws BadLineException {
        assertThat(AttributePath.parse(text).elements()).containsExactly(elements.split(" / ", -1));
    }

    @Test
    void should_be_the_root_when_the_text_is_empty() throws BadLineException {
        assertThat(AttributePath.parse("").isRoot()).isTrue();
        assertThat(AttributePath.parse("\"\"").elements()).containsExactly("");
    }

    @Test
    void should_refuse_a_quote_that_nothing_closes() {
        assertThatThrownBy(() -> AttributePath.parse("hosts.\"web.example"))
                .isInstanceOf(BadLineException.class)
                .hasMessage("has 'attr' with an unclosed quote: hosts.\"web.example");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "hosts / web-1           | hosts.web-1",
                "hosts / web.example.org | hosts.\"web.example.org\"",
                "hosts / 1st             | hosts.\"1st\"",
                "a\"b\\c$d / e           | \"a\\\"b\\\\c\\$d\".e",
            })
    void should_quote_like_nix_and_be_parsed_back_when_written(String elements, String text) throws BadLineException {
        AttributePath path = new AttributePath(List.of(elements.split(" / ")));

        assertThat(path).hasToString(text);
        assertThat(AttributePath.parse(text)).isEqualTo(path);
    }
}
