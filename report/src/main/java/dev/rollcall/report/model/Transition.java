// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import dev.rollcall.schema.domain.Status;
import org.jspecify.annotations.Nullable;

/** From one status to another; null means not in that snapshot, so a new system comes from null. */
public record Transition(@Nullable Status from, @Nullable Status to) {

    public boolean isChange() {
        return from != to;
    }

    /** Whether a system of both snapshots went to a worse status, in their order. */
    public boolean isWorse() {
        return from != null && to != null && to.compareTo(from) > 0;
    }

    /** Whether a system of both snapshots went to a better status. */
    public boolean isBetter() {
        return from != null && to != null && to.compareTo(from) < 0;
    }
}
