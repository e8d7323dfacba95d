// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The changes of status of one system, oldest first, up to the newest snapshot. */
public record SystemStory(String hostname, Instant newest, List<StatusPeriod> periods) {

    public SystemStory {
        periods = List.copyOf(periods);
    }

    /** How long a period lasted, or has lasted as of the newest snapshot. */
    public Duration length(StatusPeriod period) {
        return Duration.between(period.since(), period.until() == null ? newest : period.until());
    }
}
