// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.format.system;

import dev.rollcall.schema.domain.SystemRow;
import java.io.Writer;

/**
 * The hostnames, one per line, for programs such as xargs. Names that these could take for several names or an option
 * are omitted.
 */
public final class StatusNames extends StatusWriter {

    private int leftOut;

    public StatusNames(Writer out) {
        super(out);
    }

    @Override
    public void accept(SystemRow system) {
        if (isHarmless(system.hostname())) {
            print(system.hostname() + "\n");
        } else {
            leftOut++;
        }
    }

    /** The number of omitted names. */
    public int leftOut() {
        return leftOut;
    }

    private static boolean isHarmless(String hostname) {
        return !hostname.isEmpty()
                && hostname.charAt(0) != '-'
                && hostname.codePoints()
                        .allMatch(character -> Character.isLetterOrDigit(character) || "._-:".indexOf(character) >= 0);
    }
}
