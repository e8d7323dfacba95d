// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import dev.rollcall.schema.domain.NamePattern;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Systems that a policy excludes, or an advisory on these systems, with a reason, an owner and an end.
 *
 * @param advisory the advisory that it excludes from the rules about advisories; null if it excludes the systems from every rule
 * @param expires the last day, in UTC, on which it holds
 * @param isExpired whether it had expired at the snapshot's time, so that its systems or its advisory count again
 * @param systems the hostnames of the active systems for which it is the first matching exemption, in order; active
 *     exemptions come before expired ones. With an advisory, of all systems of its hosts that have the advisory
 */
public record GateExemption(
        NamePattern hosts,
        @Nullable String advisory,
        String reason,
        String owner,
        LocalDate expires,
        boolean isExpired,
        Bounded<String> systems) {

    private static final String EVERY_HOST = "*";

    public boolean isOfAllHosts() {
        return hosts.text().equals(EVERY_HOST);
    }

    /** What it excludes, in words. */
    public String subject() {
        if (advisory == null) {
            return hosts.text();
        }
        return advisory + (isOfAllHosts() ? "" : " on " + hosts);
    }
}
