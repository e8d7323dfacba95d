// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.demo;

import java.time.Duration;
import java.time.Instant;

/** How large the generated fleet is, how many nights its story lasts, and the seed that both follow from. */
public record DemoOptions(int systems, int nights, long seed, Instant lastNight) {

    public static final int DEFAULT_SYSTEMS = 48;
    public static final int DEFAULT_NIGHTS = 60;

    /** A fixed one: the same seed gives the same report on every day. */
    public static final Instant DEFAULT_LAST_NIGHT = Instant.parse("2026-06-30T02:00:00Z");

    Instant night(int number) {
        return lastNight.minus(Duration.ofDays((long) nights - 1 - number));
    }
}
