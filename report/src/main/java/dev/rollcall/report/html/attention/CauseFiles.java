// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.attention;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.rollcall.report.ReportOutput;
import dev.rollcall.report.format.syntax.Csv;
import dev.rollcall.report.model.Band;
import dev.rollcall.report.model.CauseKey;
import dev.rollcall.schema.domain.SystemRow;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Writes systems with since when to one list per cause, for causes that don't fit the page, without keeping them in
 * memory; {@code systems.csv} has the rest.
 */
public final class CauseFiles implements Consumer<SystemRow>, Closeable {

    private final ReportOutput output;
    private final Instant asOf;
    private final Map<CauseKey, CsvWriter> open = new LinkedHashMap<>();

    public CauseFiles(ReportOutput output, Instant asOf) {
        this.output = output;
        this.asOf = asOf;
    }

    /** The name of a cause in links, stable over nights. */
    static String nameOf(CauseKey cause) {
        String band = cause.band().name().toLowerCase(Locale.ROOT).replace('_', '-');
        return cause.reason() == null ? band : band + "-" + cause.reason().code();
    }

    /** The path of a cause's list, relative to the snapshot's folder. */
    static String pathOf(CauseKey cause) {
        return "causes/" + nameOf(cause) + ".csv";
    }

    @Override
    public void accept(SystemRow system) {
        CauseKey.of(Band.of(system, asOf), system)
                .ifPresent(cause -> open.computeIfAbsent(cause, this::begun)
                        .writeRecord(Csv.cells(
                                system.hostname(),
                                system.flake(),
                                system.environment(),
                                system.owner(),
                                system.reason().code(),
                                Csv.time(cause.band().since(system)))));
    }

    private CsvWriter begun(CauseKey cause) {
        try {
            CsvWriter csv = Csv.writer(output.createFile(pathOf(cause)));
            csv.writeRecord("hostname", "flake", "environment", "owner", "reason", "since");
            return csv;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        IOException failure = null;
        for (CsvWriter list : open.values()) {
            try {
                list.close();
            } catch (IOException e) {
                failure = failure == null ? e : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
