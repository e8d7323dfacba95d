// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.format.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkdownTest {

    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            value = {
                "web-1.example.org -> web-1.example.org",
                "a|b`c -> a\\|b\\`c",
                "<b>bold</b> -> \\<b\\>bold\\</b\\>",
                "2026-06-29 02:00 -> 2026-06-29 02\\:00",
                "at most 5% -> at most 5%",
                "@you -> &#64;&#8203;you",
                "ops@example.org -> ops&#64;&#8203;example.org",
                "see #12 -> see \\#&#8203;12",
                "merge !12 -> merge \\!&#8203;12",
                "https://example.org -> https\\:&#8203;//example.org",
                "www.example.org -> www\\.example.org",
                ":smile: -> \\:&#8203;smile\\:",
                "ops@-x.example.org -> ops&#64;&#8203;-x.example.org",
                "ops@_x.example.org -> ops&#64;&#8203;\\_x.example.org",
                "@ noon -> &#64; noon",
                "GH-12 -> `GH-12`",
                "CVE-2024-5535 -> `CVE-2024-5535`",
                "gh-12, then OPS_2-7. -> `gh-12`, then `OPS_2-7`.",
                "web-12 -> web-12",
                "077ce82 -> `077ce82`",
                "nixos-25.05.20250806.077ce82 -> nixos-25.05.`20250806`.`077ce82`",
                "077ce8 -> 077ce8",
                "org/infra@077ce82f077ce82f077ce82f077ce82f077ce82f -> org/infra&#64;`077ce82f077ce82f077ce82f077ce82f077ce82f`",
                "`077ce82` -> \\``077ce82`\\`",
                "$x$ -> \\$&#8203;x\\$"
            })
    void should_stay_text_when_it_looks_like_markup_a_mention_or_a_reference(String text, String expected) {
        assertThat(Markdown.text(text)).isEqualTo(expected);
    }
}
