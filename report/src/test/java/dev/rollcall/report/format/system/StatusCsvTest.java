// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.format.system;

import static dev.rollcall.report.SystemRows.commit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.report.SystemRows;
import dev.rollcall.schema.domain.Basis;
import dev.rollcall.schema.domain.Reason;
import dev.rollcall.schema.domain.Reboot;
import dev.rollcall.schema.domain.Status;
import dev.rollcall.schema.domain.SystemRow;
import java.io.StringWriter;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatusCsvTest {

    private static final String HEADER =
            "hostname,flake,status,reason,basis,running_commit,evaluated_commit,newest_commit,commits_behind,"
                    + "behind_since,deployed_at,last_seen_at,silent,store_path,reboot_needed,reboot_needed_since\n";

    @Test
    void should_write_every_column_in_its_order_when_all_are_known() {
        SystemRow row = new SystemRow(
                "butler",
                "infra",
                Status.OUTDATED,
                Reason.AWAITING_DEPLOYMENT,
                Basis.STORE_PATH,
                commit("a"),
                commit("b"),
                commit("c"),
                3,
                Instant.parse("2026-11-21T10:00:00.999999Z"),
                Instant.parse("2026-11-20T23:59:59Z"),
                Instant.parse("2026-11-23T01:58:00Z"),
                true,
                "/nix/store/x",
                "production",
                commit("d"),
                "butler2",
                "ops",
                "error: boom",
                new Reboot(true, Instant.parse("2026-11-21T09:00:00.5Z"), null));

        assertThat(csv(row))
                .isEqualTo(HEADER + "butler,infra,Outdated,awaiting-deployment,store-path," + commit("a") + ","
                        + commit("b") + "," + commit("c")
                        + ",3,2026-11-21T10:00:00Z,2026-11-20T23:59:59Z,2026-11-23T01:58:00Z,true,/nix/store/x,"
                        + "true,2026-11-21T09:00:00Z\n");
    }

    @Test
    void should_leave_cells_empty_when_nothing_is_known() {
        assertThat(csv(SystemRows.offline("butler", null)))
                .isEqualTo(HEADER + "butler,,Offline,never-deployed,,,,,,,,,false,,,\n");
    }

    @Test
    void should_write_the_header_alone_when_there_are_no_systems() {
        assertThat(csv()).isEqualTo(HEADER);
    }

    @Test
    void should_quote_when_a_name_holds_separators() {
        assertThat(csv(SystemRows.offline("a,b\"c\nd", null))).contains("\n\"a,b\"\"c\nd\",,Offline");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+1",
                "-1",
                "@SUM(A1)",
                "\tx",
                "\rx",
                "\uff1d1+1",
                "\uff0b1",
                "\uff0d1",
                "\uff20SUM(A1)",
                "\ufe66" + "1",
                "\u207b" + "1",
                "\u2212" + "1",
                " =1",
                "\u00a0 =1",
                "\u3000\t+1",
                "\u0000=1",
                "\u200b\ufeff@SUM(A1)",
                "\u0001-1"
            })
    void should_prepend_an_apostrophe_when_a_spreadsheet_would_see_a_formula(String hostname) {
        assertThat(csv(SystemRows.offline(hostname, null))).contains("'" + hostname);
    }

    @Test
    void should_not_change_a_cell_when_no_spreadsheet_sees_a_formula() {
        assertThat(csv(SystemRows.offline(" web=1", "a-b"))).contains("\n web=1,a-b,Offline");
    }

    /** Unquoted, a spreadsheet with decimal commas would start a new cell after it. */
    @ParameterizedTest
    @ValueSource(strings = {"web;=1+1", "web\t=1+1"})
    void should_quote_when_a_name_contains_separators_of_other_locales(String hostname) {
        assertThat(csv(SystemRows.offline(hostname, null))).contains("\n\"" + hostname + "\",,Offline");
    }

    @Test
    void should_leave_the_writer_open_when_closed() {
        StringWriter out = new StringWriter();
        new StatusCsv(out).close();

        out.write("more");

        assertThat(out.toString()).isEqualTo(HEADER + "more");
    }

    private static String csv(SystemRow... rows) {
        StringWriter out = new StringWriter();
        try (StatusCsv csv = new StatusCsv(out)) {
            for (SystemRow row : rows) {
                csv.accept(row);
            }
        }
        return out.toString();
    }
}
