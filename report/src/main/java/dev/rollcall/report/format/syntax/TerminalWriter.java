// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.format.syntax;

import dev.rollcall.schema.text.Words;
import java.io.IOException;
import java.io.Writer;

/**
 * Writes to a terminal without characters that move the cursor or reorder a line: these appear as {@code \}{@code
 * u001b}, which means the same in JSON. Line feeds and tabs pass.
 */
public final class TerminalWriter extends TextWriter {

    /** A high surrogate whose low surrogate comes with the next write; 0 if there is none. */
    private char half;

    public TerminalWriter(Writer terminal) {
        super(terminal);
    }

    @Override
    public void write(String text) throws IOException {
        String whole = half == 0 ? text : half + text;
        half = 0;
        if (!whole.isEmpty() && Character.isHighSurrogate(whole.charAt(whole.length() - 1))) {
            half = whole.charAt(whole.length() - 1);
            whole = whole.substring(0, whole.length() - 1);
        }
        int start = 0;
        for (int at = 0; at < whole.length(); at++) {
            if (whole.charAt(at) == '\n' || whole.charAt(at) == '\t') {
                out.write(Words.visible(whole.substring(start, at)));
                out.write(whole.charAt(at));
                start = at + 1;
            }
        }
        out.write(Words.visible(whole.substring(start)));
    }

    @Override
    public void close() throws IOException {
        if (half != 0) {
            out.write(Words.visible(String.valueOf(half)));
        }
        super.close();
    }
}
