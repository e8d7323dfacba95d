// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import dev.rollcall.schema.domain.Reason;
import dev.rollcall.schema.domain.Trigger;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A period in which a system kept its status and did not go back, from the first snapshot with it.
 *
 * @param transition the change at its start; to null if it left the inventory
 * @param until the time of the next change, null if there was none
 * @param wentBackFrom the newer commit it ran before, if it went back to an older one
 */
public record StatusPeriod(
        long snapshotId,
        Instant since,
        Trigger trigger,
        Transition transition,
        @Nullable Reason reason,
        @Nullable String flake,
        @Nullable String runningCommit,
        @Nullable Instant until,
        @Nullable String wentBackFrom) {}
