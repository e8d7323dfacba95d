// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.format.diff;

import dev.rollcall.report.format.diff.DiffSections.Section;
import dev.rollcall.report.format.syntax.Json;
import dev.rollcall.report.format.syntax.Markdown;
import dev.rollcall.report.format.syntax.TableWidth;
import dev.rollcall.report.format.syntax.TextTable;
import dev.rollcall.report.model.Bounded;
import dev.rollcall.report.model.Rollback;
import dev.rollcall.report.model.SnapshotDiff;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.report.model.StatusChange;
import dev.rollcall.schema.domain.Reason;
import dev.rollcall.schema.domain.Status;
import dev.rollcall.schema.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** A comparison of two snapshots as a table, as Markdown or as JSON. */
public final class DiffFormat {

    /** Services that show Markdown drop texts that are too long, so lists are limited. */
    public static final int ROWS_OF_MARKDOWN_LIST = 50;

    public static final String WENT_BACK = "Went back to an older commit";

    private DiffFormat() {}

    /** The complete comparison for a terminal. */
    public static String table(SnapshotDiff diff, TableWidth width) {
        StringBuilder text = new StringBuilder()
                .append("From ")
                .append(words(diff.baseline()))
                .append("\nto   ")
                .append(words(diff.snapshot()))
                .append("\n\n");
        text.append(rules(diff));
        TextTable totals = new TextTable(width, "", "STATUS", "BEFORE", "ENTERED", "LEFT", "NOW");
        totals(diff, "  systems").forEach(totals::add);
        text.append(totals.text());
        for (Listed list : lists(diff)) {
            TextTable table =
                    new TextTable(width, "  ", "HOST", "FLAKE", list.column().toUpperCase(Locale.ROOT), "COMMIT");
            list.rows().shown().forEach(table::add);
            text.append('\n').append(list.heading()).append('\n').append(table.text());
        }
        return text.append(isNothing(diff) ? "\nNothing changed.\n" : "").toString();
    }

    /** For a pipeline's summary or a comment, with limited lists. */
    public static String markdown(SnapshotDiff diff) {
        StringBuilder text = new StringBuilder()
                .append("### Changes since ")
                .append(Markdown.text(words(diff.baseline())))
                .append("\n\nNow: ")
                .append(Markdown.text(words(diff.snapshot())))
                .append("\n\n")
                .append(rules(diff))
                .append(Markdown.row("Status", "Before", "Entered", "Left", "Now"))
                .append("| --- | ---: | ---: | ---: | ---: |\n");
        totals(diff, "systems").forEach(row -> text.append(Markdown.row(row)));
        for (Listed list : lists(diff)) {
            text.append("\n**")
                    .append(list.heading())
                    .append("**\n\n")
                    .append(Markdown.row("Host", "Flake", list.column(), "Commit"))
                    .append("| --- | --- | --- | --- |\n");
            list.rows().shown().forEach(row -> text.append(Markdown.row(row)));
            text.append(more(list.rows().total()));
        }
        return text.append(isNothing(diff) ? "\nNothing changed.\n" : "").toString();
    }

    /** How many systems had each status before, entered it, left it and have it now; last, of all systems. */
    private static List<String[]> totals(SnapshotDiff diff, String ofAll) {
        List<String[]> rows = new ArrayList<>();
        for (Status status : Status.values()) {
            rows.add(new String[] {
                status.symbol() + " " + status.displayName(),
                Words.count(diff.baseline().counts().of(status)),
                change('+', diff.entered(status)),
                change('-', diff.left(status)),
                Words.count(diff.snapshot().counts().of(status))
            });
        }
        rows.add(new String[] {
            ofAll,
            Words.count(diff.baseline().counts().systems()),
            change('+', diff.joined()),
            change('-', diff.leftInventory()),
            Words.count(diff.snapshot().counts().systems())
        });
        return rows;
    }

    public static String json(SnapshotDiff diff) {
        return Json.text(json -> {
            json.writeNumberProperty("schema_version", Json.SCHEMA_VERSION);
            Json.snapshot(json, "baseline", diff.baseline());
            Json.snapshot(json, "snapshot", diff.snapshot());
            statuses(json, diff);
            moves(json, diff);
            Json.array(json, "changes", diff.changes().shown(), change -> change(json, change));
            Json.array(json, "rollbacks", diff.rollbacks().shown(), rollback -> rollback(json, rollback));
        });
    }

    /** How many systems joined, left, changed commit within their status, changed flake, and went back. */
    public static void moves(JsonGenerator json, SnapshotDiff diff) {
        json.writeNumberProperty("joined", diff.joined());
        json.writeNumberProperty("left_inventory", diff.leftInventory());
        json.writeNumberProperty("moved_commit", diff.movedCommit().total());
        json.writeNumberProperty("changed_flake", diff.changedFlake().total());
        json.writeNumberProperty("went_back", diff.rollbacks().total());
    }

    /** For each status, how many systems had it before, entered it, left it and have it now. */
    public static void statuses(JsonGenerator json, SnapshotDiff diff) {
        Json.array(json, "statuses", List.of(Status.values()), status -> {
            Json.status(json, "status", status);
            json.writeNumberProperty("before", diff.baseline().counts().of(status));
            json.writeNumberProperty("entered", diff.entered(status));
            json.writeNumberProperty("left", diff.left(status));
            json.writeNumberProperty("now", diff.snapshot().counts().of(status));
        });
    }

    /** Before and now are null if the system was not in that snapshot. */
    private static void change(JsonGenerator json, StatusChange change) {
        json.writeStringProperty("hostname", change.hostname());
        side(
                json,
                "before",
                change.transition().from(),
                change.oldReason(),
                change.oldFlake(),
                change.oldRunningCommit());
        side(json, "now", change.transition().to(), change.newReason(), change.newFlake(), change.newRunningCommit());
    }

    private static void rollback(JsonGenerator json, Rollback rollback) {
        json.writeStringProperty("hostname", rollback.hostname());
        json.writeStringProperty("flake", rollback.flake());
        json.writeStringProperty("as_of", Json.time(rollback.asOf()));
        json.writeStringProperty("from", rollback.from());
        json.writeStringProperty("to", rollback.to());
    }

    private static void side(
            JsonGenerator json,
            String key,
            @Nullable Status status,
            @Nullable Reason reason,
            @Nullable String flake,
            @Nullable String commit) {
        if (status == null) {
            json.writeNullProperty(key);
            return;
        }
        json.writeObjectPropertyStart(key);
        Json.status(json, "status", status);
        Json.string(json, "reason", reason == null ? null : reason.code());
        Json.string(json, "flake", flake);
        Json.string(json, "running_commit", commit);
        json.writeEndObject();
    }

    /** A list of systems with a heading, and the heading of its third column. */
    private record Listed(String heading, String column, Bounded<String[]> rows) {}

    /** Those that went back, if any, then each section. */
    private static List<Listed> lists(SnapshotDiff diff) {
        List<Listed> lists = new ArrayList<>();
        Bounded<Rollback> rollbacks = diff.rollbacks();
        if (rollbacks.total() > 0) {
            lists.add(new Listed(
                    WENT_BACK + ": " + Words.count(rollbacks.total(), "time", "times"),
                    "Night (UTC)",
                    rollbacks.map(DiffFormat::cells)));
        }
        for (Section section : DiffSections.of(diff)) {
            lists.add(new Listed(
                    section.heading() + ": " + Words.systems(section.changes().total()),
                    "Reason",
                    section.changes().map(DiffFormat::cells)));
        }
        return lists;
    }

    private static String[] cells(Rollback rollback) {
        return new String[] {
            Words.visible(rollback.hostname()),
            Words.visible(rollback.flake()),
            Words.minute(rollback.asOf()),
            Words.shortCommit(rollback.from()) + " → " + Words.shortCommit(rollback.to())
        };
    }

    private static String[] cells(StatusChange change) {
        return new String[] {
            Words.visible(change.hostname()),
            DiffSections.flake(change),
            DiffSections.reason(change),
            DiffSections.commit(change)
        };
    }

    private static String more(int total) {
        int leftOut = total - ROWS_OF_MARKDOWN_LIST;
        return leftOut > 0 ? "\nand " + Words.count(leftOut) + " more\n" : "";
    }

    private static boolean isNothing(SnapshotDiff diff) {
        return diff.changes().total() == 0 && diff.rollbacks().total() == 0;
    }

    public static String words(SnapshotSummary snapshot) {
        return Words.minute(snapshot.asOf()) + " UTC, snapshot " + snapshot.id()
                + (snapshot.label() == null ? "" : " '" + Words.visible(snapshot.label()) + "'")
                + (snapshot.isReconstructed() ? ", reconstructed" : "")
                + (snapshot.isByEvidence() ? "" : ", by " + snapshot.matching());
    }

    /** A paragraph if the snapshots have different rules versions, else nothing. */
    public static String rules(SnapshotDiff diff) {
        int before = diff.baseline().rulesVersion();
        int now = diff.snapshot().rulesVersion();
        return before == now
                ? ""
                : "The status rules changed in between (version " + before + ", then " + now
                        + "), so a status may differ although nothing changed on the system.\n\n";
    }

    public static String change(char sign, int count) {
        return count == 0 ? "0" : sign + Words.count(count);
    }
}
