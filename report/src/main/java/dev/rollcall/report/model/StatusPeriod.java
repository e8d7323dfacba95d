// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import dev.rollcall.schema.domain.Reason;
import dev.rollcall.schema.domain.Trigger;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A period in which a system kept its status, from the first snapshot with it.
 *
 * @param transition the change at its start; to null if it left the inventory
 * @param until the time of the next change, null if there was none
 */
public record StatusPeriod(
        long snapshotId,
        Instant since,
        Trigger trigger,
        Transition transition,
        @Nullable Reason reason,
        @Nullable String flake,
        @Nullable String runningCommit,
        @Nullable Instant until) {}
