// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.format.syntax;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;

/** Transforms text on its way to another writer; each write is handled as one string. */
public abstract class TextWriter extends FilterWriter {

    protected TextWriter(Writer out) {
        super(out);
    }

    @Override
    public final void write(int character) throws IOException {
        write(String.valueOf((char) character));
    }

    @Override
    public final void write(char[] text, int offset, int length) throws IOException {
        write(new String(text, offset, length));
    }

    @Override
    public final void write(String text, int offset, int length) throws IOException {
        write(text.substring(offset, offset + length));
    }

    @Override
    public abstract void write(String text) throws IOException;
}
