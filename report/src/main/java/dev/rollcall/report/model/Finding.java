// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import org.jspecify.annotations.Nullable;

/** Something about the inventory that a person should mend. */
public record Finding(
        String kind,
        String subject,
        @Nullable String detail,
        @Nullable String resembles) {

    /** The kind that says the verdicts may rest on old facts. */
    public static final String STALE_INVENTORY = "stale-inventory";
}
