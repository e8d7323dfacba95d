// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory;

import dev.rollcall.report.format.Words;

/** A line that was not imported: its source, its number from 1, and what is wrong with it. */
public record BadLine(String source, long number, String problem) {

    @Override
    public String toString() {
        return Words.visible(source + " line " + number + ": " + problem);
    }
}
