// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.format.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.report.Snapshots;
import dev.rollcall.report.format.syntax.TableWidth;
import dev.rollcall.report.model.HistoryEntry;
import dev.rollcall.schema.domain.Counts;
import dev.rollcall.schema.domain.Outcome;
import dev.rollcall.schema.domain.Trigger;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryFormatTest {

    private static final Counts OLD = new Counts(2, 2, 0, 0, 0, 0, 0, 0, 0);
    private static final Counts NEW = new Counts(3, 1, 1, 0, 1, 0, 0, 0, 0);
    private static final List<HistoryEntry> ENTRIES = List.of(
            new HistoryEntry(
                    Snapshots.of(8, "2026-11-23T02:00:00Z", NEW, Trigger.RUN, "=1+1\u202e", Outcome.FAILED), OLD, 2),
            new HistoryEntry(Snapshots.of(7, "2026-11-22T02:00:00Z", OLD, Trigger.BACKFILL, null), null, 2));

    @Test
    void should_show_changes_and_mark_what_is_reconstructed_when_written_as_a_table() {
        assertThat(HistoryFormat.table(ENTRIES, TableWidth.UNKNOWN)).isEqualTo("""
                AS OF (UTC)       ID  TRIGGER                   SYSTEMS  UP TO DATE  OUTDATED  UNKNOWN  OFFLINE  CHANGED  GATE    RULES  LABEL
                2026-11-23 02:00  8   run                       3 (+1)   1 (-1)      1 (+1)    0        1 (+1)   2        failed  2      =1+1\\u202e
                2026-11-22 02:00  7   backfill (reconstructed)  2        2           0         0        0        -        -       2
                """);
    }

    @Test
    void should_disarm_labels_when_written_as_csv() {
        assertThat(HistoryFormat.csv(ENTRIES))
                .contains("8,2026-11-23T02:00:00Z,'=1+1\u202e,run,3,1,1,0,1,2,failed,2\n");
    }

    @Test
    void should_mark_what_is_reconstructed_when_written_as_json() {
        assertThat(HistoryFormat.json(ENTRIES))
                .contains(
                        "\"trigger\" : \"backfill\"",
                        "\"reconstructed\" : true",
                        "\"changed_systems\" : 2",
                        "\"rules_version\" : 2");
    }

    @Test
    void should_report_how_to_get_snapshots_when_there_are_none() {
        assertThat(HistoryFormat.table(List.of(), TableWidth.UNKNOWN)).startsWith("There are no snapshots yet.");
    }
}
