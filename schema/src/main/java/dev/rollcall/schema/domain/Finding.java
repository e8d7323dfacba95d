// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.domain;

import org.jspecify.annotations.Nullable;

/** A problem of the inventory that someone should fix. */
public record Finding(
        FindingKind kind,
        String subject,
        @Nullable String detail,
        @Nullable String resembles) {

    /** Whether it is about a registered system, or about an unregistered host that is probably this system. */
    public boolean concerns(String hostname) {
        return kind == FindingKind.REPORTS_UNREGISTERED
                ? hostname.equals(resembles)
                : kind.isOfSystem() && hostname.equals(subject);
    }
}
