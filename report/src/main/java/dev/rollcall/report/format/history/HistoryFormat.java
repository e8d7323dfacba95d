// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.format.history;

import dev.rollcall.report.format.syntax.Csv;
import dev.rollcall.report.format.syntax.Json;
import dev.rollcall.report.format.syntax.TableWidth;
import dev.rollcall.report.format.syntax.TextTable;
import dev.rollcall.report.model.HistoryEntry;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.schema.domain.Counts;
import dev.rollcall.schema.domain.Status;
import dev.rollcall.schema.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** The list of snapshots as a table, as JSON or as CSV. */
public final class HistoryFormat {

    private HistoryFormat() {}

    /** For a terminal, each count with its change since the previous snapshot. */
    public static String table(List<HistoryEntry> entries, TableWidth width) {
        if (entries.isEmpty()) {
            return "There are no snapshots yet. 'rollcall run' makes one; 'rollcall backfill' makes those of past nights.\n";
        }
        TextTable table = new TextTable(
                width,
                "",
                "AS OF (UTC)",
                "ID",
                "TRIGGER",
                "SYSTEMS",
                "UP TO DATE",
                "OUTDATED",
                "UNKNOWN",
                "OFFLINE",
                "CHANGED",
                "GATE",
                "RULES",
                "LABEL");
        for (HistoryEntry entry : entries) {
            SnapshotSummary snapshot = entry.snapshot();
            table.add(
                    Words.minute(snapshot.asOf()),
                    Long.toString(snapshot.id()),
                    snapshot.trigger() + (snapshot.isReconstructed() ? " (reconstructed)" : ""),
                    count(entry, Counts::systems),
                    count(entry, counts -> counts.of(Status.UP_TO_DATE)),
                    count(entry, counts -> counts.of(Status.OUTDATED)),
                    count(entry, counts -> counts.of(Status.UNKNOWN_STATE)),
                    count(entry, counts -> counts.of(Status.OFFLINE)),
                    entry.before() == null ? "-" : Integer.toString(entry.changedSystems()),
                    snapshot.gate() == null ? "-" : snapshot.gate().code(),
                    Integer.toString(snapshot.rulesVersion()),
                    snapshot.label() == null
                            ? ""
                            : Words.shortened(Words.visible(snapshot.label()), TableWidth.MAX_CELL_WIDTH));
        }
        return table.text();
    }

    public static String json(List<HistoryEntry> entries) {
        return Json.text(json -> {
            Json.array(json, "snapshots", entries, entry -> {
                Json.snapshot(json, entry.snapshot());
                json.writeNumberProperty("changed_systems", entry.changedSystems());
            });
        });
    }

    public static String csv(List<HistoryEntry> entries) {
        return Csv.text(csv -> {
            csv.writeRecord(
                    "id",
                    "as_of",
                    "label",
                    "trigger",
                    "systems",
                    "up_to_date",
                    "outdated",
                    "unknown_state",
                    "offline",
                    "changed_systems",
                    "gate",
                    "rules_version");
            entries.forEach(entry -> csv.writeRecord(cells(entry)));
        });
    }

    private static List<String> cells(HistoryEntry entry) {
        SnapshotSummary snapshot = entry.snapshot();
        List<String> cells = new ArrayList<>(List.of(
                Long.toString(snapshot.id()),
                Csv.time(snapshot.asOf()),
                Csv.disarmed(Csv.cell(snapshot.label())),
                snapshot.trigger().code(),
                Integer.toString(snapshot.counts().systems())));
        for (Status status : Status.values()) {
            cells.add(Integer.toString(snapshot.counts().of(status)));
        }
        cells.add(Integer.toString(entry.changedSystems()));
        cells.add(snapshot.gate() == null ? "" : snapshot.gate().code());
        cells.add(Integer.toString(snapshot.rulesVersion()));
        return cells;
    }

    private static String count(HistoryEntry entry, ToIntFunction<Counts> figure) {
        return figure.applyAsInt(entry.snapshot().counts())
                + change(entry.snapshot().counts(), entry.before(), figure);
    }

    private static String change(Counts counts, @Nullable Counts before, ToIntFunction<Counts> figure) {
        int change = before == null ? 0 : figure.applyAsInt(counts) - figure.applyAsInt(before);
        return change == 0 ? "" : String.format(Locale.ROOT, " (%+d)", change);
    }
}
