// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.gate;

import dev.rollcall.reconciler.gate.ScannedClosures.Advisories;
import dev.rollcall.reconciler.gate.ScannedClosures.Scanned;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A closure that was scanned. */
final class TestScan {

    private TestScan() {}

    /** With a database of a day and advisories such as {@code A} or {@code B@9.1}. */
    static Scanned of(String day, String... advisories) {
        Map<String, @Nullable BigDecimal> scores = new TreeMap<>();
        for (String advisory : advisories) {
            String[] parts = advisory.split("@", -1);
            scores.put(parts[0], parts.length == 1 ? null : new BigDecimal(parts[1]));
        }
        return new Scanned(Instant.parse(day + "T21:00:00Z"), new Advisories(scores));
    }
}
