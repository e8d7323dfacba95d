// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory.format;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a kind of inventory file is imported: the columns of the staging table, the parsing of a line, and the SQL that
 * merges the staged lines.
 *
 * <p>The SQL uses the temporary table {@code staged}, whose first column is the line number. If lines repeat a key, the
 * last one wins.
 */
public interface InventoryFormat {

    /** The time of the import in SQL: when new facts are recorded, and when the branch changes. */
    String IMPORTED_AT = "current_setting('rollcall.imported_at')::timestamptz";

    /** The table that it fills, to be analyzed afterwards; null for what the history keeps. */
    default @Nullable String table() {
        return null;
    }

    /** The columns of the staging table after the line number, each a name and a type. */
    List<String> columns();

    /** The values of a line for those columns. */
    List<@Nullable String> read(JsonLine line, Defaults defaults) throws BadLineException;

    /** Selects {@code line, error, problem} of staged lines with unknown references; a kind without references has none. */
    default String unresolved() {
        return "select null::bigint, null::text, null::text where false";
    }

    /**
     * Merges the staged lines, with ids in the order of the file to break ties; selects the number of new and of
     * changed rows.
     */
    String merge();

    /**
     * The command line's defaults for missing keys.
     *
     * @param flake of commits, systems and evaluations
     * @param commit of evaluations; {@code at} is their time
     * @param hostFrom the element of an attribute path that names the host, from 1, or from the end if negative; null to
     *     find it
     */
    record Defaults(
            @Nullable String flake,
            @Nullable String commit,
            @Nullable String at,
            @Nullable Integer hostFrom) {

        public static final Defaults NONE = new Defaults(null, null, null, null);
    }
}
