// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.format.system;

import static dev.rollcall.report.SystemRows.AS_OF;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.report.SystemRows;
import dev.rollcall.report.format.syntax.TableWidth;
import dev.rollcall.schema.domain.SystemRow;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusTableTest {

    @Test
    void should_align_columns_and_count_when_systems_differ() {
        String table = table(List.of(
                SystemRows.upToDate("butler", "infra"),
                SystemRows.outdated("lucas", "homelab", "a", 3),
                SystemRows.offline("hari", null)));

        assertThat(table).isEqualTo("""
                        STATUS        HOST    FLAKE    BEHIND          REASON               RUNNING       NEWEST        DEPLOYED  SEEN
                        ● Up to Date  butler  infra    0 commits       runs-newest          cccccccccccc  cccccccccccc  9 d       4 min
                        ▲ Outdated    lucas   homelab  3 commits, 3 d  awaiting-deployment  aaaaaaaaaaaa  cccccccccccc  9 d       4 min
                        ○ Offline     hari    -        -               never-deployed       -             -             -         -

                        3 systems: 1 Up to Date, 1 Outdated, 0 Unknown State, 1 Offline
                        """);
    }

    @Test
    void should_show_control_and_bidi_characters_when_a_name_holds_them() {
        String table = table(List.of(SystemRows.offline("a\u001b[31mb\u202ec", "x\ny")));

        assertThat(table)
                .contains("a\\u001b[31mb\\u202ec")
                .contains("x\\u000ay")
                .doesNotContain("\u001b", "\u202e");
    }

    @Test
    void should_write_all_rows_when_there_are_more_than_it_buffers() {
        String table = table(Collections.nCopies(2500, SystemRows.offline("hari", null)));

        assertThat(table.lines().filter(line -> line.startsWith("○ Offline  hari")))
                .hasSize(2500);
        assertThat(table).endsWith("2,500 systems: 0 Up to Date, 0 Outdated, 0 Unknown State, 2,500 Offline\n");
    }

    @Test
    void should_stay_readable_when_one_name_is_very_long() {
        List<SystemRow> rows = List.of(
                SystemRows.offline("a".repeat(20_000), "f".repeat(20_000)),
                SystemRows.outdated("lucas", "homelab", "a", 3));

        assertThat(table(rows).lines()).allMatch(line -> line.length() < 320).anyMatch(line -> line.contains("aaa…"));
        assertThat(table(rows, new TableWidth(160)).lines()).hasSize(5).allMatch(line -> line.length() <= 160);
        assertThat(table(rows, new TableWidth(40)))
                .contains("a".repeat(23) + "…")
                .contains("awaiting-deployment")
                .contains("3 commits, 3 d");
    }

    @Test
    void should_drop_the_least_important_columns_when_the_terminal_is_narrow() {
        List<SystemRow> rows = List.of(SystemRows.outdated("lucas", "homelab", "a", 3));

        assertThat(table(rows, new TableWidth(90))).isEqualTo("""
                        STATUS      HOST   FLAKE    BEHIND          REASON               DEPLOYED  SEEN
                        ▲ Outdated  lucas  homelab  3 commits, 3 d  awaiting-deployment  9 d       4 min

                        1 system: 0 Up to Date, 1 Outdated, 0 Unknown State, 0 Offline; no room for NEWEST, RUNNING
                        """);
        assertThat(table(rows, new TableWidth(60)).lines().findFirst().orElseThrow())
                .isEqualTo("STATUS      HOST   BEHIND          REASON");
        assertThat(table(rows, new TableWidth(200))).doesNotContain("no room");
    }

    @Test
    void should_cut_later_rows_too_when_there_are_more_than_it_buffers() {
        List<SystemRow> rows = new ArrayList<>(Collections.nCopies(1500, SystemRows.offline("hari", null)));
        rows.add(SystemRows.offline("a".repeat(20_000), null));

        assertThat(table(rows).lines()).allMatch(line -> line.length() < 220);
        assertThat(table(rows, new TableWidth(100)).lines()).allMatch(line -> line.length() <= 100);
    }

    private static String table(List<SystemRow> rows) {
        return table(rows, TableWidth.UNKNOWN);
    }

    private static String table(List<SystemRow> rows, TableWidth width) {
        StringWriter out = new StringWriter();
        try (StatusTable table = new StatusTable(out, AS_OF, width)) {
            rows.forEach(table);
        }
        return out.toString();
    }
}
