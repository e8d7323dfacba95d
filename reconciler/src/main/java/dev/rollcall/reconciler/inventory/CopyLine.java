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

    /** In pieces, because few values need escaping and a piece is appended much faster than its characters. */
    private static void appendEscaped(StringBuilder out, String value) {
        int taken = 0;
        for (int i = 0; i < value.length(); i++) {
            String escaped = escaped(value.charAt(i));
            if (escaped != null) {
                out.append(value, taken, i).append(escaped);
                taken = i + 1;
            }
        }
        out.append(value, taken, value.length());
    }

    private static @Nullable String escaped(char c) {
        return switch (c) {
            case '\\' -> "\\\\";
            case '\t' -> "\\t";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            default -> null;
        };
    }
}
