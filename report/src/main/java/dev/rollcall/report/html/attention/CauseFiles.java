// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.attention;

import dev.rollcall.report.ReportOutput;
import dev.rollcall.report.format.system.CauseCsv;
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

/** Writes systems to one list per cause, for causes that don't fit the page, without keeping them in memory. */
public final class CauseFiles implements Consumer<SystemRow>, Closeable {

    private final ReportOutput output;
    private final Instant asOf;
    private final Map<CauseKey, CauseCsv> open = new LinkedHashMap<>();

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
                .ifPresent(cause -> open.computeIfAbsent(cause, this::begun).accept(system));
    }

    private CauseCsv begun(CauseKey cause) {
        try {
            return new CauseCsv(output.createFile(pathOf(cause)), cause.band());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        IOException failure = null;
        for (CauseCsv list : open.values()) {
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
