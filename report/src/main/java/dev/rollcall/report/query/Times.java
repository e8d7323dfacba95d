// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.query;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jooq.types.DayToSecond;
import org.jooq.types.YearToMonth;
import org.jooq.types.YearToSecond;
import org.jspecify.annotations.Nullable;

/** Converts between the driver's times and Java's. */
public final class Times {

    private Times() {}

    static OffsetDateTime offset(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /** In days, and hours and less; jOOQ would take 30 days for a month. */
    public static YearToSecond interval(Duration duration) {
        return new YearToSecond(new YearToMonth(), DayToSecond.valueOf(duration));
    }

    public static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
