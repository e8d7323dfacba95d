// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import dev.rollcall.schema.domain.Reason;
import dev.rollcall.schema.domain.Status;
import dev.rollcall.schema.domain.SystemRow;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How urgent a system is, most urgent first. Each system is in the first band that applies, so they add up to the
 * fleet.
 */
public enum Band {
    NEVER_DEPLOYED(
            "Never deployed",
            "has never been deployed",
            "have never been deployed",
            "It is Offline.",
            Status.OFFLINE,
            true),
    NOT_HEARD_FROM(
            "Not heard from",
            "has not been heard from",
            "have not been heard from",
            "It is silent; or it was last seen more than 14 days ago and is in Unknown State or has been behind for over 14 days.",
            Status.OUTDATED,
            true),
    UNKNOWN_STATE(
            "Unknown State",
            "is in Unknown State",
            "are in Unknown State",
            "It is in Unknown State.",
            Status.UNKNOWN_STATE,
            true),
    BROKEN(
            "Newest commit fails",
            "is waiting for a commit that fails to evaluate or build",
            "are waiting for a commit that fails to evaluate or build",
            "It is Outdated, and the newest commit fails to evaluate or build for it.",
            Status.OUTDATED,
            true),
    UNDATED(
            "Outdated, no date",
            "has been outdated for an unknown time",
            "have been outdated for an unknown time",
            "It is Outdated, but since when is unknown, for example because its pin is not a commit on the branch.",
            Status.OUTDATED,
            true),
    LONG_BEHIND(
            "Behind over 7 d",
            "is more than 7 days behind",
            "are more than 7 days behind",
            "It is Outdated, and the first commit it lacks is more than 7 days old.",
            Status.OUTDATED,
            true),
    BEHIND(
            "Behind 1 to 7 d",
            "is 1 to 7 days behind",
            "are 1 to 7 days behind",
            "It is Outdated, and the first commit it lacks is 1 to 7 days old.",
            Status.OUTDATED,
            false),
    JUST_BEHIND(
            "Behind under 1 d",
            "is less than a day behind",
            "are less than a day behind",
            "It is Outdated.",
            Status.OUTDATED,
            false),
    UP_TO_DATE("Up to Date", "is up to date", "are up to date", "It is Up to Date.", Status.UP_TO_DATE, false);

    /** How long a system may be unheard while there is something to deploy. */
    public static final Duration UNHEARD = Duration.ofDays(14);

    public static final Duration LONG = Duration.ofDays(7);

    public static final Duration SHORT = Duration.ofDays(1);

    private static final Set<Reason> BROKEN_REASONS = Set.of(Reason.EVALUATION_FAILED, Reason.BUILD_FAILED);

    private final String label;
    private final String one;
    private final String many;
    private final String meaning;
    private final Status look;
    private final boolean needsAttention;

    Band(String label, String one, String many, String meaning, Status look, boolean needsAttention) {
        this.label = label;
        this.one = one;
        this.many = many;
        this.meaning = meaning;
        this.look = look;
        this.needsAttention = needsAttention;
    }

    /** The first band that applies to a system at a point in time. */
    public static Band of(SystemRow system, Instant asOf) {
        Instant behindSince = system.behindSince();
        if (system.status() == Status.OFFLINE) {
            return NEVER_DEPLOYED;
        }
        if (system.silent() || isUnheard(system, asOf.minus(UNHEARD))) {
            return NOT_HEARD_FROM;
        }
        if (system.status() == Status.UNKNOWN_STATE) {
            return UNKNOWN_STATE;
        }
        if (system.status() == Status.UP_TO_DATE) {
            return UP_TO_DATE;
        }
        if (BROKEN_REASONS.contains(system.reason())) {
            return BROKEN;
        }
        if (behindSince == null) {
            return UNDATED;
        }
        return behindSince.isBefore(asOf.minus(LONG))
                ? LONG_BEHIND
                : behindSince.isBefore(asOf.minus(SHORT)) ? BEHIND : JUST_BEHIND;
    }

    /** A system without heartbeats has no reason to report while there is nothing to deploy. */
    private static boolean isUnheard(SystemRow system, Instant longAgo) {
        return isBefore(system.lastSeenAt(), longAgo)
                && (system.status() == Status.UNKNOWN_STATE || isBefore(system.behindSince(), longAgo));
    }

    private static boolean isBefore(@Nullable Instant time, Instant limit) {
        return time != null && time.isBefore(limit);
    }

    /** The display order of systems: by band, then longest duration first. */
    public static Comparator<SystemRow> mostUrgentFirst(Instant asOf) {
        return Comparator.comparing((SystemRow system) -> of(system, asOf))
                .thenComparing(
                        system -> of(system, asOf).since(system),
                        Comparator.nullsLast(Comparator.<Instant>naturalOrder()));
    }

    /** Since when the band's condition has held for a system: last seen, or behind since. */
    public @Nullable Instant since(SystemRow system) {
        return this == NOT_HEARD_FROM ? system.lastSeenAt() : system.behindSince();
    }

    /** The label of the duration since then. */
    public String ageLabel() {
        return this == NOT_HEARD_FROM ? "not heard from for" : "behind";
    }

    /** The heading of its systems. */
    public String label() {
        return label;
    }

    /** The predicate that follows a number of systems. */
    public String predicate(int systems) {
        return systems == 1 ? one : many;
    }

    /** The band's condition in a sentence. */
    public String meaning() {
        return meaning;
    }

    /** The status whose symbol and color it uses. */
    public Status look() {
        return look;
    }

    /** Whether waiting for the next deployment won't help. */
    public boolean needsAttention() {
        return needsAttention;
    }
}
