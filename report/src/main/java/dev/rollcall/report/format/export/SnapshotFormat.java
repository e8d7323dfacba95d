// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.format.export;

import dev.rollcall.report.model.SnapshotReport;
import dev.rollcall.schema.domain.SystemRow;
import java.io.IOException;
import java.io.Writer;
import java.util.function.Consumer;

/** A way to write a snapshot for a machine. All are made from the same report, so that they can't disagree. */
public interface SnapshotFormat {

    /**
     * Writes the snapshot and flushes, but leaves the writer open.
     *
     * @param systems hands over the systems by hostname, each time it is asked; they may be more than memory holds
     */
    void write(SnapshotReport report, Systems systems, Writer out) throws IOException;

    /** The systems of the snapshot. */
    interface Systems {
        void forEach(Consumer<SystemRow> consumer);
    }
}
