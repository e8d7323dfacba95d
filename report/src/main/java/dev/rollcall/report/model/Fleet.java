// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import dev.rollcall.schema.domain.SystemRow;
import java.util.List;

/**
 * The systems of a snapshot as a whole, from one reading of them.
 *
 * @param mostUrgent the systems that need a look first, as {@link Band#mostUrgentFirst} orders them
 */
public record Fleet(FleetVerdict verdict, Attention attention, List<SystemRow> mostUrgent, Variety variety) {

    public Fleet {
        mostUrgent = List.copyOf(mostUrgent);
    }
}
