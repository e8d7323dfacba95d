// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.format.system;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.rollcall.report.format.syntax.Csv;
import dev.rollcall.report.model.Band;
import dev.rollcall.schema.domain.SystemRow;
import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.util.function.Consumer;

/** The systems of one cause as CSV, with since when; {@code systems.csv} has the rest. */
public final class CauseCsv implements Consumer<SystemRow>, Closeable {

    private final CsvWriter csv;
    private final Band band;

    /** Writes the header; closing it closes the writer. */
    public CauseCsv(Writer out, Band band) {
        this.csv = Csv.writer(out);
        this.band = band;
        csv.writeRecord("hostname", "flake", "environment", "owner", "reason", "since");
    }

    @Override
    public void accept(SystemRow system) {
        csv.writeRecord(
                Csv.disarmed(system.hostname()),
                Csv.disarmed(Csv.cell(system.flake())),
                Csv.disarmed(Csv.cell(system.environment())),
                Csv.disarmed(Csv.cell(system.owner())),
                system.reason().code(),
                Csv.time(band.since(system)));
    }

    @Override
    public void close() throws IOException {
        csv.close();
    }
}
