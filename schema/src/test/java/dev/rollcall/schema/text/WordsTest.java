// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

    @ParameterizedTest
    @CsvSource({
        "2026-01-01T00:00:00Z, 2026-01-01T00:00:59Z, 0 min",
        "2026-01-01T00:00:00Z, 2026-01-01T00:59:00Z, 59 min",
        "2026-01-01T00:00:00Z, 2026-01-01T01:00:00Z, 1 h",
        "2026-01-01T00:00:00Z, 2026-01-02T23:59:00Z, 47 h",
        "2026-01-01T00:00:00Z, 2026-01-03T00:00:00Z, 2 d",
        "2026-01-02T00:00:00Z, 2026-01-01T00:00:00Z, 0 min"
    })
    void should_use_the_largest_fitting_unit_for_an_age(Instant from, Instant to, String age) {
        assertThat(Words.age(from, to)).isEqualTo(age);
    }

    @Test
    void should_not_change_text_when_all_of_it_is_visible() {
        assertThat(Words.visible("größe-β 主机 🦊")).isEqualTo("größe-β 主机 🦊");
    }

    @Test
    void should_write_the_code_when_a_character_is_invisible() {
        assertThat(Words.visible("a\u0000\u200b\u2066\ufeff\ud800")).isEqualTo("a\\u0000\\u200b\\u2066\\ufeff\\ud800");
    }

    @Test
    void should_keep_joiners_when_a_text_is_a_sentence() {
        assertThat(Words.readableOrNull("👩\u200d💻 آن\u200cلاین\u202e")).isEqualTo("👩\u200d💻 آن\u200cلاین\\u202e");
        assertThat(Words.readableOrNull(null)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"abc, 3, abc", "abcd, 3, ab…", "🦊🦊🦊, 3, 🦊🦊🦊", "🦊🦊🦊🦊, 3, 🦊🦊…"})
    void should_shorten_by_characters_when_a_text_is_too_wide(String text, int columns, String shortened) {
        assertThat(Words.shortened(text, columns)).isEqualTo(shortened);
    }

    @ParameterizedTest
    @CsvSource({"0123456789ab, 0123456789ab", "0123456789abc, 0123456789ab", "'', ''"})
    void should_keep_twelve_characters_when_a_commit_is_shortened(String commit, String brief) {
        assertThat(Words.shortCommit(commit)).isEqualTo(brief);
    }

    @Test
    void should_name_what_is_counted_when_it_is_one_or_many() {
        assertThat(Words.count(1, "commit", "commits")).isEqualTo("1 commit");
        assertThat(Words.count(1_234, "commit", "commits")).isEqualTo("1,234 commits");
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0 min",
        "PT30S, 30 s",
        "PT90S, 90 s",
        "PT90M, 90 min",
        "PT4H, 4 h",
        "PT24H, 24 h",
        "PT50H, 50 h",
        "PT48H, 2 d",
        "PT48H1M, 2881 min"
    })
    void should_use_the_largest_exact_unit_for_a_duration(Duration duration, String words) {
        assertThat(Words.duration(duration)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"🦊🦊🦊, 3, 🦊🦊🦊", "🦊🦊🦊🦊, 3, 🦊🦊🦊...", "abcd, 3, abc..."})
    void should_never_cut_a_character_in_half(String text, int length, String cut) {
        assertThat(Words.cut(text, length, "...")).isEqualTo(cut);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1000, 0 %",
        "9, 1000, < 1 %",
        "10, 1000, 1 %",
        "14, 1000, 1 %",
        "15, 1000, 2 %",
        "17, 21, 81 %",
        "989, 1000, 99 %",
        "990, 1000, 99 %",
        "991, 1000, > 99 %",
        "1000, 1000, 100 %",
        "0, 0, –"
    })
    void should_show_0_and_100_percent_only_for_none_and_all(int count, int systems, String share) {
        assertThat(Words.share(count, systems)).isEqualTo(share);
    }
}
