// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.gate;

import dev.rollcall.schema.domain.NamePattern;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Systems that a policy excludes from all its rules, or an advisory that it excludes from the rules about these.
 *
 * @param advisory null if it excludes the systems
 * @param expires the last day, in UTC, on which it holds
 */
record Exemption(NamePattern hosts, @Nullable String advisory, String reason, String owner, LocalDate expires) {

    /** The advisory in upper case, because scanners differ. */
    Optional<String> advisoryId() {
        return Optional.ofNullable(advisory).map(id -> id.toUpperCase(Locale.ROOT));
    }

    boolean isExpired(Instant asOf) {
        return !asOf.isBefore(expires.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
    }
}
