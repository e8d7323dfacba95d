// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import dev.rollcall.schema.domain.Status;
import org.jspecify.annotations.Nullable;

/** From one status to another: a null one stands for not being in that snapshot, so a newcomer comes from null. */
public record Transition(@Nullable Status from, @Nullable Status to) {

    public boolean isChange() {
        return from != to;
    }

    /** Whether a system of both snapshots went to a status that is worse, in the order of the statuses. */
    public boolean isWorse() {
        return from != null && to != null && to.compareTo(from) > 0;
    }

    /** Whether a system of both snapshots went to a status that is better. */
    public boolean isBetter() {
        return from != null && to != null && to.compareTo(from) < 0;
    }
}
