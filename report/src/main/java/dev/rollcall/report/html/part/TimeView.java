// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.part;

import dev.rollcall.schema.text.Words;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** A time in ISO format, to the minute, and as an age relative to the snapshot. */
public record TimeView(String iso, String minute, String age) {

    public static TimeView of(Instant time, Instant asOf) {
        return new TimeView(time.truncatedTo(ChronoUnit.SECONDS).toString(), Words.minute(time), Words.age(time, asOf));
    }

    public static @Nullable TimeView ofNullable(@Nullable Instant time, Instant asOf) {
        return time == null ? null : of(time, asOf);
    }
}
