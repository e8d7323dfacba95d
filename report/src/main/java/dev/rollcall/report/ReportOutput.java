// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report;

import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;

/** Where the files of a report go; several may be open at a time, each written by a thread of its own. */
public interface ReportOutput extends Closeable {

    /** Opens a new UTF-8 file under a relative path with {@code /} between names; the caller closes it. */
    Writer createFile(String path) throws IOException;

    @Override
    void close() throws IOException;
}
