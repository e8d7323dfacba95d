// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.gate;

import dev.rollcall.schema.domain.NamePattern;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * Systems that a policy excludes from all its rules.
 *
 * @param expires the last day, in UTC, on which it holds
 */
record Exemption(NamePattern hosts, String reason, String owner, LocalDate expires) {

    boolean isExpired(Instant asOf) {
        return !asOf.isBefore(expires.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
    }
}
