// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.demo;

import java.time.Duration;
import java.time.Instant;

/** The size of the generated fleet, the number of nights, and the random seed. */
public record DemoOptions(int systems, int nights, long seed, Instant lastNight) {

    public static final int DEFAULT_SYSTEMS = 48;
    public static final int DEFAULT_NIGHTS = 60;

    /** Fixed, so that a seed gives the same report on any day. */
    public static final Instant DEFAULT_LAST_NIGHT = Instant.parse("2026-06-30T02:00:00Z");

    Instant night(int number) {
        return lastNight.minus(Duration.ofDays((long) nights - 1 - number));
    }

    /** Halfway through, someone starts to scan for vulnerabilities; from the next night on there is a gate. */
    int firstScanned() {
        return nights / 2;
    }

    int firstJudged() {
        return Math.min(nights, firstScanned() + 1);
    }
}
