// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory;

import dev.rollcall.schema.error.NamedError;
import dev.rollcall.schema.text.Words;

/**
 * A line that was not imported: its source, its number from 1, and the error.
 *
 * @param isUnfinished whether it is the last line of a file that may still be growing
 */
public record BadLine(String source, long number, NamedError problem, boolean isUnfinished) {

    /** Its position, for a terminal. */
    String shown() {
        return Words.visible(source + " line " + number);
    }

    @Override
    public String toString() {
        return shown() + ": " + Words.visible(problem.sentence());
    }
}
