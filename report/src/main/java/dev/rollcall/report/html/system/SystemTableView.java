// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.system;

import dev.rollcall.report.model.ReasonMeaning;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table of systems.
 *
 * @param hidden the columns that would say the same in every row, as classes of the table
 * @param reasons what the reasons in it mean; none where the page says so elsewhere
 */
public record SystemTableView(List<RowGroup> groups, String hidden, List<ReasonMeaning> reasons) {

    /** Rows under a heading of their own, or under none, and how many of how many there are. */
    public record RowGroup(@Nullable String heading, String count, List<SystemView> systems) {}
}
