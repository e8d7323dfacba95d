// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.format.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.report.Snapshots;
import dev.rollcall.schema.domain.Outcome;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BadgeTest {

    private static final String GREEN = "#1a6b3c";
    private static final String BROWN = "#8a5a00";
    private static final String RED = "#a8321b";
    private static final String VIOLET = "#5b4a8a";

    @ParameterizedTest
    @CsvSource({
        "1000, 0, 100 % up to date, " + GREEN,
        "999, 1, > 99 % up to date, " + BROWN,
        "90, 10, 90 % up to date, " + BROWN,
        "899, 101, 90 % up to date, " + RED,
        "0, 3, 0 % up to date, " + RED
    })
    void should_show_100_percent_only_when_all_are_up_to_date(int upToDate, int outdated, String value, String colour) {
        assertThat(Badge.of(Snapshots.counts(upToDate, outdated, 0, 0), false))
                .isEqualTo(new Badge("systems", value, colour));
    }

    @Test
    void should_show_a_neutral_badge_when_the_inventory_is_stale_or_empty() {
        assertThat(Badge.of(Snapshots.counts(3, 0, 0, 0), true))
                .isEqualTo(new Badge("systems", "stale inventory", VIOLET));
        assertThat(Badge.of(Snapshots.NO_SYSTEMS, false)).isEqualTo(new Badge("systems", "none", VIOLET));
    }

    @ParameterizedTest
    @CsvSource({"PASSED, passed, " + GREEN, "FAILED, failed, " + RED, "UNDECIDABLE, undecidable, " + VIOLET})
    void should_show_the_outcome_when_there_is_a_gate(Outcome outcome, String value, String colour) {
        assertThat(Badge.of(outcome)).isEqualTo(new Badge("gate", value, colour));
    }

    @Test
    void should_be_well_formed_when_the_share_is_below_one_percent() throws Exception {
        String svg = Badge.of(Snapshots.counts(1, 199, 0, 0), false).svg();

        assertThat(DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
                        .getElementsByTagName("title")
                        .item(0)
                        .getTextContent())
                .isEqualTo("systems: < 1 % up to date");
    }

    @Test
    void should_center_the_texts_in_their_halves() {
        // 7 pixels per character, and 12 around each text
        assertThat(new Badge("gate", "passed", GREEN).svg())
                .contains("width=\"94\" height=\"20\" viewBox=\"0 0 94 20\"")
                .contains("<title>gate: passed</title>")
                .contains("<path d=\"M40 0h51q3 0 3 3v14q0 3-3 3h-51z\" fill=\"#1a6b3c\"/>")
                .contains("<text x=\"20\" y=\"14\" textLength=\"28\">gate</text>")
                .contains("<text x=\"67\" y=\"14\" textLength=\"42\">passed</text>");
    }
}
