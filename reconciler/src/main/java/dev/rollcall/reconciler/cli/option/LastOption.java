// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli.option;

import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.RollcallException;
import picocli.CommandLine.Option;

/** How much of a list to show. */
public final class LastOption {

    @Option(names = "--last", paramLabel = "N", description = "List only the last N (default: all).")
    private int last = Integer.MAX_VALUE;

    /**
     * The number of entries.
     *
     * @throws RollcallException if it is less than one
     */
    public int last() {
        if (last < 1) {
            throw new RollcallException(
                    ErrorName.INVALID_VALUE, "--last " + last + " is too small, expected 1 or more.");
        }
        return last;
    }
}
