// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.format.system;

import dev.rollcall.schema.domain.SystemRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;

/**
 * The hostnames, one per line, for programs such as xargs. Names that these could take for several names or an option
 * are omitted.
 */
public final class StatusNames implements StatusWriter {

    private final Writer out;
    private int leftOut;

    public StatusNames(Writer out) {
        this.out = out;
    }

    @Override
    public void accept(SystemRow system) {
        if (!isHarmless(system.hostname())) {
            leftOut++;
            return;
        }
        try {
            out.write(system.hostname());
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The number of omitted names. */
    public int leftOut() {
        return leftOut;
    }

    @Override
    public void close() {
        try {
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isHarmless(String hostname) {
        return !hostname.isEmpty()
                && hostname.charAt(0) != '-'
                && hostname.codePoints()
                        .allMatch(character -> Character.isLetterOrDigit(character) || "._-:".indexOf(character) >= 0);
    }
}
