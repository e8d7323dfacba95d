// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.format;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.rollcall.schema.domain.SystemRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The statuses as CSV: the same columns, and for the same rows the same bytes, wherever Rollcall writes them. */
public final class StatusCsv implements StatusWriter {

    private static final List<String> COLUMNS = List.of(
            "hostname",
            "flake",
            "status",
            "reason",
            "basis",
            "running_commit",
            "evaluated_commit",
            "newest_commit",
            "commits_behind",
            "behind_since",
            "deployed_at",
            "last_seen_at",
            "silent",
            "store_path");

    private final CsvWriter csv;

    /** Writes the header at once. */
    public StatusCsv(Writer out) {
        csv = Csv.writer(out);
        csv.writeRecord(COLUMNS);
    }

    @Override
    public void accept(SystemRow row) {
        csv.writeRecord(Stream.of(
                        row.hostname(),
                        text(row.flake()),
                        row.status().displayName(),
                        row.reason().code(),
                        row.basis() == null ? "" : row.basis().code(),
                        text(row.runningCommit()),
                        text(row.evaluatedCommit()),
                        text(row.newestCommit()),
                        number(row.commitsBehind()),
                        time(row.behindSince()),
                        time(row.deployedAt()),
                        time(row.lastSeenAt()),
                        Boolean.toString(row.silent()),
                        text(row.storePath()))
                .map(Csv::disarmed)
                .toList());
    }

    @Override
    public void close() {
        try {
            csv.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static String number(@Nullable Integer number) {
        return number == null ? "" : number.toString();
    }

    static String time(@Nullable Instant time) {
        return time == null ? "" : time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
