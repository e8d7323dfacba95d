// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.format.export;

import dev.rollcall.report.format.system.StatusJsonLines;
import dev.rollcall.report.model.SnapshotReport;
import java.io.Writer;

/** The systems as JSON Lines. */
public final class JsonLinesFormat implements SnapshotFormat {

    @Override
    public void write(SnapshotReport report, Systems systems, Writer out) {
        try (StatusJsonLines lines = new StatusJsonLines(out, report::isExempt)) {
            systems.forEach(lines);
        }
    }
}
