// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.system;

import dev.rollcall.report.model.ReasonMeaning;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table of systems.
 *
 * @param hidden columns with the same value in every row, as classes of the table
 * @param reasons the meanings of its reasons; empty if the page shows them elsewhere
 */
public record SystemTableView(List<RowGroup> groups, String hidden, List<ReasonMeaning> reasons) {

    /** Rows with or without a heading, and their number out of the total. */
    public record RowGroup(@Nullable String heading, String count, List<SystemView> systems) {}
}
