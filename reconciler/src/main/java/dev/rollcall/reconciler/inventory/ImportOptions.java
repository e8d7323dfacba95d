// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory;

import dev.rollcall.reconciler.inventory.format.BadLineException;
import dev.rollcall.reconciler.inventory.format.InventoryFormat;
import dev.rollcall.reconciler.inventory.format.JsonLine;
import org.jspecify.annotations.Nullable;

/**
 * How an import treats its lines.
 *
 * @param tolerance what is skipped instead of failing the import
 * @param flake the flake of lines without one
 * @param commit the commit of evaluations without one
 * @param at the time of evaluations without one
 * @param hostFrom the element of an attribute path that names the host, from 1, or from the end if negative; null to
 *     find it
 */
public record ImportOptions(
        Tolerance tolerance,
        @Nullable String flake,
        @Nullable String commit,
        @Nullable String at,
        @Nullable Integer hostFrom) {

    /** What an import skips. */
    public enum Tolerance {
        NOTHING,
        BAD_LINES,
        /** Bad lines, and files that can't be imported. */
        BAD_FILES
    }

    public static final ImportOptions STRICT = new ImportOptions(Tolerance.NOTHING, null, null, null, null);

    /** For a folder with many writers, none of which may block the others. */
    public static final ImportOptions DROPS = new ImportOptions(Tolerance.BAD_FILES, null, null, null, null);

    InventoryFormat.Defaults defaults() {
        return new InventoryFormat.Defaults(flake, commit, at, hostFrom);
    }

    boolean skipsLines() {
        return tolerance != Tolerance.NOTHING;
    }

    boolean skipsFiles() {
        return tolerance == Tolerance.BAD_FILES;
    }

    /**
     * Checks commit and time.
     *
     * @throws IllegalArgumentException with a sentence about the option, if one is invalid
     */
    public static ImportOptions of(
            boolean skipBad, @Nullable String flake, @Nullable String commit, @Nullable String at) {
        try {
            return new ImportOptions(
                    skipBad ? Tolerance.BAD_LINES : Tolerance.NOTHING,
                    flake,
                    commit == null ? null : JsonLine.hash("--commit", commit),
                    at == null ? null : JsonLine.time("--at", at),
                    null);
        } catch (BadLineException e) {
            throw new IllegalArgumentException("The command line " + e.getMessage(), e);
        }
    }

    public ImportOptions withHostFrom(@Nullable Integer element) {
        return new ImportOptions(tolerance, flake, commit, at, element);
    }
}
