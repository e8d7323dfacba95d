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
 * @param defaults of lines without these keys
 */
public record ImportOptions(Tolerance tolerance, InventoryFormat.Defaults defaults) {

    /** What an import skips. */
    public enum Tolerance {
        NOTHING,
        BAD_LINES,
        /** Bad lines, and files that can't be imported. */
        BAD_FILES
    }

    public static final ImportOptions STRICT = new ImportOptions(Tolerance.NOTHING, InventoryFormat.Defaults.NONE);

    /** For a folder with many writers, none of which may block the others. */
    public static final ImportOptions DROPS = new ImportOptions(Tolerance.BAD_FILES, InventoryFormat.Defaults.NONE);

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
            boolean skipBad,
            @Nullable String flake,
            @Nullable String commit,
            @Nullable String at,
            @Nullable Integer hostFrom) {
        try {
            return new ImportOptions(
                    skipBad ? Tolerance.BAD_LINES : Tolerance.NOTHING,
                    new InventoryFormat.Defaults(
                            flake,
                            commit == null ? null : JsonLine.hash("--commit", commit),
                            at == null ? null : JsonLine.time("--at", at),
                            hostFrom));
        } catch (BadLineException e) {
            throw new IllegalArgumentException("The command line " + e.getMessage(), e);
        }
    }
}
