// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.format.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextTableTest {

    @Test
    void should_cut_all_but_the_last_column_when_a_cell_is_very_long() {
        TextTable table = new TextTable(new TableWidth(59), "  ", "HOST", "FLAKE", "LABEL");
        table.add("a".repeat(20_000), "short", "x".repeat(70));
        table.add("b", "\ud83d\udc68".repeat(20_000), "y");

        assertThat(table.text().lines())
                .startsWith("  HOST" + " ".repeat(22) + "FLAKE" + " ".repeat(21) + "LABEL")
                .anyMatch(line -> line.startsWith("  " + "a".repeat(23) + "…  short") && line.endsWith("x".repeat(70)))
                .anyMatch(line -> line.contains("\ud83d\udc68…") && line.endsWith("  y"));
    }

    @Test
    void should_not_cut_cells_when_there_is_space() {
        TextTable table = new TextTable(new TableWidth(120), "", "HOST", "FLAKE");
        table.add("a".repeat(90), "b");

        assertThat(table.text()).contains("a".repeat(90) + "  b");
    }

    @Test
    void should_not_cut_normal_names_without_a_terminal() {
        TextTable table = new TextTable(TableWidth.UNKNOWN, "", "HOST", "FLAKE");
        table.add("a".repeat(100), "b");
        table.add("c".repeat(101), "d");

        assertThat(table.text())
                .contains("a".repeat(100) + "  b")
                .contains("c".repeat(99) + "…  d")
                .doesNotContain("c".repeat(100));
    }
}
