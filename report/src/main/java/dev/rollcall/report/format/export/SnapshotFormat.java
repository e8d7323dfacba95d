// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.format.export;

import dev.rollcall.report.model.Event;
import dev.rollcall.report.model.SnapshotReport;
import dev.rollcall.schema.domain.SystemRow;
import java.io.IOException;
import java.io.Writer;
import java.util.function.Consumer;

/** Writes a snapshot in a machine-readable format. All formats use the same report, so they are consistent. */
public interface SnapshotFormat {

    /**
     * Writes the snapshot and flushes, but does not close the writer.
     *
     * @param systems provides the systems by hostname, each time it is called; they may exceed the memory
     */
    void write(SnapshotReport report, Systems systems, Writer out) throws IOException;

    /** The systems of the snapshot, and their transitions since the baseline. */
    interface Systems {
        void forEach(Consumer<SystemRow> consumer);

        /** Nothing without a baseline. */
        default void forEachEvent(Consumer<Event> consumer) {}
    }
}
