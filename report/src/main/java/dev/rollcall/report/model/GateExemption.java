// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import dev.rollcall.schema.domain.NamePattern;
import java.time.LocalDate;

/**
 * Systems that a policy does not count, for a reason, an owner and a time.
 *
 * @param expires the last day, in UTC, on which it holds
 * @param isExpired whether that day was over as of the snapshot, so that its systems count again
 * @param systems the hostnames of the active systems that it is the first to name, in order; those that hold come before expired ones
 */
public record GateExemption(
        NamePattern hosts,
        String reason,
        String owner,
        LocalDate expires,
        boolean isExpired,
        Bounded<String> systems) {}
