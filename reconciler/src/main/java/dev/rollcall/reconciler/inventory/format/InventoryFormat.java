// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory.format;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one kind of inventory file gets into its table: the columns of the staging table, the reading of a line, and the
 * SQL that takes the staged lines over.
 *
 * <p>The SQL works on the temporary table {@code staged}, whose first column is the line number. Where lines repeat a
 * key, the last one wins.
 */
public interface InventoryFormat {

    /** The instant of the import in SQL: when what is new is recorded, and when the branch changes. */
    String IMPORTED_AT = "current_setting('rollcall.imported_at')::timestamptz";

    /** The table that it fills, to be analyzed afterwards. */
    String table();

    /** The columns of the staging table behind the line number, each a name and a type. */
    List<String> columns();

    /** The values of a line for those columns. */
    List<@Nullable String> read(JsonLine line, Defaults defaults) throws BadLineException;

    /** Selects {@code line, error, problem} of the staged lines that refer to something unknown. */
    String unresolved();

    /**
     * Takes the staged lines over, where ids break ties in the order of the file; selects the number of rows that are new
     * and the number of those that changed.
     */
    String merge();

    /** What the command line says for lines that don't say it themselves. */
    record Defaults(
            @Nullable String flake,
            @Nullable String commit,
            @Nullable String at,
            @Nullable Integer hostFrom) {

        public static final Defaults NONE = new Defaults(null, null, null, null);
    }
}
