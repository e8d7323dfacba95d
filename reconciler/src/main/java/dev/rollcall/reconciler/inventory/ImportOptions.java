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
 * @param hostFrom the element of an attribute path that names the host, from 1, or from the end as a negative number;
 *     null to find it
 */
public record ImportOptions(
        boolean skipBad,
        @Nullable String flake,
        @Nullable String commit,
        @Nullable String at,
        @Nullable Integer hostFrom) {

    public static final ImportOptions STRICT = new ImportOptions(false, null, null, null, null);

    InventoryFormat.Defaults defaults() {
        return new InventoryFormat.Defaults(flake, commit, at, hostFrom);
    }

    /**
     * Checks commit and time.
     *
     * @throws IllegalArgumentException with a sentence in the words of the options, if one is none
     */
    public static ImportOptions of(
            boolean skipBad, @Nullable String flake, @Nullable String commit, @Nullable String at) {
        try {
            return new ImportOptions(
                    skipBad,
                    flake,
                    commit == null ? null : JsonLine.hash("--commit", commit),
                    at == null ? null : JsonLine.time("--at", at),
                    null);
        } catch (BadLineException e) {
            throw new IllegalArgumentException("The command line " + e.getMessage(), e);
        }
    }

    public ImportOptions withHostFrom(@Nullable Integer element) {
        return new ImportOptions(skipBad, flake, commit, at, element);
    }
}
