// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import dev.rollcall.schema.domain.NamePattern;
import java.time.LocalDate;

/**
 * Systems that a policy excludes, with a reason, an owner and an end.
 *
 * @param expires the last day, in UTC, on which it holds
 * @param isExpired whether it had expired at the snapshot's time, so that its systems count again
 * @param systems the hostnames of the active systems for which it is the first matching exemption, in order; active
 *     exemptions come before expired ones
 */
public record GateExemption(
        NamePattern hosts,
        String reason,
        String owner,
        LocalDate expires,
        boolean isExpired,
        Bounded<String> systems) {}
