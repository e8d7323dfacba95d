// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.job;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The times from one to another, both included, at equal intervals. */
public record Nights(Instant from, Instant to, Duration every) {

    public long count() {
        return Duration.between(from, to).dividedBy(every) + 1;
    }

    public List<Instant> instants() {
        List<Instant> instants = new ArrayList<>();
        for (Instant instant = from; !instant.isAfter(to); instant = instant.plus(every)) {
            instants.add(instant);
        }
        return instants;
    }
}
