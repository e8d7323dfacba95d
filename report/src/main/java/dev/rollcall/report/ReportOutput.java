// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report;

import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;

/** Where a report's files are written; several may be open at a time, each written by its own thread. */
public interface ReportOutput extends Closeable {

    /** Creates a UTF-8 file with a relative path, separated by {@code /}; the caller closes it. */
    Writer createFile(String path) throws IOException;

    @Override
    void close() throws IOException;
}
