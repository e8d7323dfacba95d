// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.format.system;

import dev.rollcall.report.format.syntax.TableWidth;
import dev.rollcall.report.format.syntax.TextTable;
import dev.rollcall.schema.domain.Status;
import dev.rollcall.schema.domain.SystemRow;
import dev.rollcall.schema.text.Words;
import java.io.Writer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The statuses as a plain-text table for a terminal, with a line of totals.
 *
 * <p>The first rows are buffered to measure the columns; later, wider cells push their line to the right. Cells of
 * unreasonable length are cut. If the terminal is too narrow, the least important columns are dropped, which the totals
 * mention.
 */
public final class StatusTable extends StatusWriter {

    private static final int MEASURED_ROWS = 1000;
    private static final int MAX_COLUMN_WIDTH = 48;
    private static final String GAP = "  ";
    private static final List<String> HEADINGS =
            List.of("STATUS", "HOST", "FLAKE", "BEHIND", "REASON", "RUNNING", "NEWEST", "DEPLOYED", "SEEN");

    /** The columns to drop in a narrow table, least important first. */
    private static final List<String> LEAST_FIRST = List.of("NEWEST", "RUNNING", "DEPLOYED", "FLAKE", "SEEN");

    private final Instant asOf;
    private final List<List<String>> heldBack = new ArrayList<>();
    private final TableWidth width;
    private int[] widths = new int[HEADINGS.size()];
    private final List<String> leftOut = new ArrayList<>();
    private final Map<Status, Integer> totals = new EnumMap<>(Status.class);
    private int silent;
    private int rebootNeeded;
    private boolean isMeasured;

    /** A table with ages relative to a point in time. */
    public StatusTable(Writer out, Instant asOf, TableWidth width) {
        super(out);
        this.width = width;
        this.asOf = asOf;
        heldBack.add(HEADINGS);
    }

    @Override
    public void accept(SystemRow row) {
        totals.merge(row.status(), 1, Integer::sum);
        silent += row.silent() ? 1 : 0;
        rebootNeeded += row.reboot().isNeeded() ? 1 : 0;
        if (isMeasured) {
            write(cells(row));
        } else {
            heldBack.add(cells(row));
            if (heldBack.size() > MEASURED_ROWS) {
                measureAndWrite();
            }
        }
    }

    @Override
    public void close() {
        if (!isMeasured) {
            measureAndWrite();
        }
        print("\n" + totalsLine() + "\n");
        super.close();
    }

    private List<String> cells(SystemRow row) {
        return List.of(
                row.status().symbol() + " " + row.status().displayName() + marks(row),
                Words.visible(row.hostname()),
                TextTable.text(row.flake()),
                behind(row),
                row.reason().code(),
                TextTable.commit(row.runningCommit()),
                TextTable.commit(row.newestCommit()),
                age(row.deployedAt()),
                age(row.lastSeenAt()));
    }

    private static String marks(SystemRow row) {
        List<String> marks = new ArrayList<>();
        if (row.silent()) {
            marks.add("silent");
        }
        if (row.reboot().isNeeded()) {
            marks.add("reboot needed");
        }
        return marks.isEmpty() ? "" : " (" + String.join(", ", marks) + ")";
    }

    private String behind(SystemRow row) {
        if (row.commitsBehind() == null) {
            return TextTable.NONE;
        }
        String commits = Words.count(row.commitsBehind(), "commit", "commits");
        return row.behindSince() == null ? commits : commits + ", " + age(row.behindSince());
    }

    private String age(@Nullable Instant time) {
        return time == null ? TextTable.NONE : Words.age(time, asOf);
    }

    private void measureAndWrite() {
        isMeasured = true;
        for (List<String> cells : heldBack) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], width(cells.get(column)));
            }
        }
        dropColumnsWithoutRoom();
        widths = width.fit(widths, GAP.length() * (widths.length - leftOut.size() - 1));
        heldBack.forEach(this::write);
        heldBack.clear();
    }

    private void dropColumnsWithoutRoom() {
        for (String heading : LEAST_FIRST) {
            int needed = IntStream.of(widths)
                    .filter(column -> column > 0)
                    .map(column -> Math.min(MAX_COLUMN_WIDTH, column) + GAP.length())
                    .sum();
            if (width.columns() == 0 || needed - GAP.length() <= width.columns()) {
                return;
            }
            widths[HEADINGS.indexOf(heading)] = 0;
            leftOut.add(heading);
        }
    }

    private void write(List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            if (widths[column] == 0) {
                continue;
            }
            String cell = Words.shortened(cells.get(column), width.mostShown(widths[column]));
            line.append(cell)
                    .append(" ".repeat(Math.max(0, Math.min(MAX_COLUMN_WIDTH, widths[column]) - width(cell))))
                    .append(GAP);
        }
        print(line.toString().stripTrailing() + "\n");
    }

    private String totalsLine() {
        StringBuilder line = new StringBuilder();
        int systems = totals.values().stream().mapToInt(Integer::intValue).sum();
        line.append(Words.systems(systems)).append(": ");
        for (Status status : Status.values()) {
            line.append(Words.count(totals.getOrDefault(status, 0)))
                    .append(' ')
                    .append(status.displayName())
                    .append(status == Status.OFFLINE ? "" : ", ");
        }
        if (silent > 0) {
            line.append("; ").append(Words.count(silent)).append(" silent");
        }
        if (rebootNeeded > 0) {
            line.append("; ").append(Words.count(rebootNeeded, "needs a reboot", "need a reboot"));
        }
        if (!leftOut.isEmpty()) {
            line.append("; no room for ").append(String.join(", ", leftOut));
        }
        return line.toString();
    }

    private static int width(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
