// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.advisory;

import dev.rollcall.schema.domain.SystemRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The systems that have an advisory, by name. */
public record AdvisoryHolders(String id, List<Holder> holders) {

    public AdvisoryHolders {
        holders = List.copyOf(holders);
    }

    /** A system, the packages of it that have the advisory, and whether deploying clears it; null if that is not known. */
    public record Holder(
            SystemRow system, Found found, @Nullable Boolean clears) {}
}
