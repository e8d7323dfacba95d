// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory;

import org.jspecify.annotations.Nullable;

/**
 * How an import treats its lines.
 *
 * @param skipBad set bad lines aside instead of storing nothing
 * @param flake the flake of lines that name none
 * @param commit the commit of evaluations that name none
 * @param at the time of evaluations that name none
 */
public record ImportOptions(
        boolean skipBad,
        @Nullable String flake,
        @Nullable String commit,
        @Nullable String at) {

    public static final ImportOptions STRICT = new ImportOptions(false, null, null, null);

    InventoryFormat.Defaults defaults() {
        return new InventoryFormat.Defaults(flake, commit, at);
    }

    /** Checks commit and time in the words of the options. */
    public static ImportOptions of(
            boolean skipBad, @Nullable String flake, @Nullable String commit, @Nullable String at) {
        try {
            return new ImportOptions(
                    skipBad,
                    flake,
                    commit == null ? null : JsonLine.hash("--commit", commit),
                    at == null ? null : JsonLine.time("--at", at));
        } catch (BadLineException e) {
            throw new ImportException("The command " + e.getMessage() + ".");
        }
    }
}
