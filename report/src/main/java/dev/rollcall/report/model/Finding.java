// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import org.jspecify.annotations.Nullable;

/** Something about the inventory that a person should fix. */
public record Finding(
        String kind,
        String subject,
        @Nullable String detail,
        @Nullable String resembles) {

    /** The kind that says that a host reports under a name that nobody registered. */
    public static final String REPORTS_UNREGISTERED = "reports-unregistered";

    /** The kind that says the verdicts may rest on old facts. */
    public static final String STALE_INVENTORY = "stale-inventory";

    /** The kind that says that no facts of a kind have been recorded for too long. */
    public static final String QUIET_FEED = "quiet-feed";
}
