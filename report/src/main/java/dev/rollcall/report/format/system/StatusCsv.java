// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.format.system;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.rollcall.report.format.syntax.Csv;
import dev.rollcall.schema.domain.SystemRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The statuses as CSV: the same columns everywhere, and the same bytes for the same rows. */
public final class StatusCsv extends StatusWriter {

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
            "store_path",
            "reboot_needed",
            "reboot_needed_since");

    private final CsvWriter csv;

    /** Writes the header. */
    public StatusCsv(Writer out) {
        super(out);
        csv = Csv.writer(out);
        csv.writeRecord(COLUMNS);
    }

    @Override
    public void accept(SystemRow row) {
        csv.writeRecord(Csv.cells(
                row.hostname(),
                row.flake(),
                row.status().displayName(),
                row.reason().code(),
                row.basis() == null ? "" : row.basis().code(),
                row.runningCommit(),
                row.evaluatedCommit(),
                row.newestCommit(),
                number(row.commitsBehind()),
                Csv.time(row.behindSince()),
                Csv.time(row.deployedAt()),
                Csv.time(row.lastSeenAt()),
                Boolean.toString(row.silent()),
                row.storePath(),
                row.reboot().needed() == null ? "" : row.reboot().needed().toString(),
                Csv.time(row.reboot().neededSince())));
    }

    @Override
    public void close() {
        try {
            csv.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String number(@Nullable Integer number) {
        return number == null ? "" : number.toString();
    }
}
