// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.domain;

/** The four exclusive statuses in display order, each with a name and a symbol. */
public enum Status {
    UP_TO_DATE("Up to Date", "up-to-date", "●"),
    OUTDATED("Outdated", "outdated", "▲"),
    UNKNOWN_STATE("Unknown State", "unknown-state", "?"),
    OFFLINE("Offline", "offline", "○");

    private static final Codes<Status> CODES = new Codes<>("status", values(), Status::displayName);

    private final String displayName;
    private final String slug;
    private final String symbol;

    Status(String displayName, String slug, String symbol) {
        this.displayName = displayName;
        this.slug = slug;
        this.symbol = symbol;
    }

    /** The status with a display name, as stored in the database. */
    public static Status of(String displayName) {
        return CODES.get(displayName);
    }

    public String displayName() {
        return displayName;
    }

    /** The name in lower case with hyphens, for CSS classes and anchors. */
    public String slug() {
        return slug;
    }

    public String symbol() {
        return symbol;
    }
}
