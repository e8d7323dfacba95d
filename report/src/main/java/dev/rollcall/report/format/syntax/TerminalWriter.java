// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.format.syntax;

import dev.rollcall.schema.text.Words;
import java.io.IOException;
import java.io.Writer;

/**
 * Writes to a terminal, which gets no character that moves its cursor or reorders a line, whoever wrote it: these appear
 * as {@code \}{@code u001b}, which in JSON means the same. Line feeds and tabs pass.
 */
public final class TerminalWriter extends TextWriter {

    /** The first half of a character whose second half comes with the next write; 0 if there is none. */
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
