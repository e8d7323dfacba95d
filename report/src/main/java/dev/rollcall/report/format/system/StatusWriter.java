// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.format.system;

import dev.rollcall.schema.domain.SystemRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.function.Consumer;

/** Writes statuses, one system after the other, in bounded memory. If that fails, it throws {@link UncheckedIOException}. */
public abstract class StatusWriter implements Consumer<SystemRow>, AutoCloseable {

    private final Writer out;

    StatusWriter(Writer out) {
        this.out = out;
    }

    final void print(String text) {
        try {
            out.write(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the rest and flushes, but does not close the underlying writer. */
    @Override
    public void close() {
        try {
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
