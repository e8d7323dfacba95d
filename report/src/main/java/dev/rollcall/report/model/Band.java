// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import java.time.Duration;

/**
 * How much a system needs somebody, the worst first. Each system is in one band only: the first that fits, so that all of
 * them add up to the fleet.
 */
public enum Band {
    NEVER_DEPLOYED("Never deployed", "has never been deployed", "have never been deployed", Status.OFFLINE, true),
    NOT_HEARD_FROM("Not heard from", "is not heard from", "are not heard from", Status.OUTDATED, true),
    UNKNOWN_STATE("Unknown State", "is in an unknown state", "are in an unknown state", Status.UNKNOWN_STATE, true),
    BROKEN(
            "Newest commit fails",
            "waits for a commit that does not evaluate or build",
            "wait for a commit that does not evaluate or build",
            Status.OUTDATED,
            true),
    UNDATED(
            "Outdated since unknown",
            "is outdated, nobody knows since when",
            "are outdated, nobody knows since when",
            Status.OUTDATED,
            true),
    LONG_BEHIND("Behind over 7 d", "is more than 7 days behind", "are more than 7 days behind", Status.OUTDATED, true),
    BEHIND("Behind 1 to 7 d", "is 1 to 7 days behind", "are 1 to 7 days behind", Status.OUTDATED, false),
    JUST_BEHIND("Behind under 1 d", "is less than a day behind", "are less than a day behind", Status.OUTDATED, false),
    UP_TO_DATE("Up to Date", "is up to date", "are up to date", Status.UP_TO_DATE, false);

    /** A system that said nothing for longer, though there was something to deploy, is not heard from; nor is one that is silent. */
    public static final Duration UNHEARD = Duration.ofDays(14);

    public static final Duration LONG = Duration.ofDays(7);

    public static final Duration SHORT = Duration.ofDays(1);

    private final String label;
    private final String one;
    private final String many;
    private final Status look;
    private final boolean needsSomebody;

    Band(String label, String one, String many, Status look, boolean needsSomebody) {
        this.label = label;
        this.one = one;
        this.many = many;
        this.look = look;
        this.needsSomebody = needsSomebody;
    }

    /** The heading of its systems. */
    public String label() {
        return label;
    }

    /** What is said of so many systems behind their number. */
    public String predicate(int systems) {
        return systems == 1 ? one : many;
    }

    /** The status whose shape and hue it wears. */
    public Status look() {
        return look;
    }

    /** Whether waiting for the next deployment won't help. */
    public boolean needsSomebody() {
        return needsSomebody;
    }
}
