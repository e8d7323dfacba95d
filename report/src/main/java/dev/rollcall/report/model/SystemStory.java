// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The status changes of one system and the times it went back, oldest first, up to the newest snapshot. */
public record SystemStory(String hostname, Instant newest, List<StatusPeriod> periods) {

    public SystemStory {
        periods = List.copyOf(periods);
    }

    /** The length of a period, up to the newest snapshot if it has not ended. */
    public Duration length(StatusPeriod period) {
        return Duration.between(period.since(), period.until() == null ? newest : period.until());
    }
}
