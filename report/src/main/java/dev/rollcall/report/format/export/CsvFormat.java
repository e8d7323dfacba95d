// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.format.export;

import dev.rollcall.report.format.system.StatusCsv;
import dev.rollcall.report.model.SnapshotReport;
import java.io.Writer;

/** The systems as CSV, with the same columns everywhere. */
public final class CsvFormat implements SnapshotFormat {

    @Override
    public void write(SnapshotReport report, Systems systems, Writer out) {
        try (StatusCsv csv = new StatusCsv(out)) {
            systems.forEach(csv);
        }
    }
}
