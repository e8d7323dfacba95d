// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Systems that the gate does not count, until a day.
 *
 * @param hosts the pattern of their hostnames, with {@code *} for any characters
 * @param reason why they are exempt
 * @param owner who answers for it
 * @param expires the last day (UTC) it holds, or null if it holds on
 * @param isExpired whether that day is over as of the snapshot, so that the systems count again
 * @param systems the systems that the pattern covers, by hostname
 */
public record GateExemption(
        String hosts,
        String reason,
        String owner,
        @Nullable LocalDate expires,
        boolean isExpired,
        List<String> systems) {

    public GateExemption {
        systems = List.copyOf(systems);
    }
}
