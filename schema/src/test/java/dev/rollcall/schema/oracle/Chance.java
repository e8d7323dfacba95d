// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.oracle;

import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

/** Random choices from a seed; all times are within the same few minutes, so that ties are common. */
final class Chance {
    static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    static final int MINUTES = 16;

    private final SplittableRandom random;

    Chance(long seed) {
        this.random = new SplittableRandom(seed);
    }

    boolean of(int percent) {
        return random.nextInt(100) < percent;
    }

    /** Both ends are included. */
    int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    void repeat(int least, int most, Runnable action) {
        int times = between(least, most);
        for (int i = 0; i < times; i++) {
            action.run();
        }
    }

    Instant time() {
        return minute(random.nextInt(MINUTES));
    }

    static Instant minute(int minute) {
        return START.plusSeconds(60L * minute);
    }
}
