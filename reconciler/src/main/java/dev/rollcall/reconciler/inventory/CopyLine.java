// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a row in the text format of COPY (PostgreSQL manual, "COPY", File Formats). */
final class CopyLine {

    private CopyLine() {}

    static void append(StringBuilder out, long number, List<@Nullable String> values) {
        out.append(number);
        for (String value : values) {
            out.append('\t');
            if (value == null) {
                out.append("\\N");
            } else {
                appendEscaped(out, value);
            }
        }
        out.append('\n');
    }

    private static void appendEscaped(StringBuilder out, String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> out.append("\\\\");
                case '\t' -> out.append("\\t");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                default -> out.append(c);
            }
        }
    }
}
