// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.advisory;

import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** When a scanner looked at a closure, and the id of the set of advisories that it found. */
public record Scan(Scanner scanner, Instant scannedAt, int set) {

    /** A scanner in a version, with a state of its database, as far as they are known. */
    public record Scanner(
            String name, @Nullable String version, @Nullable Instant databaseAt) {

        /** By the database. */
        static final Comparator<Scanner> OLDEST_FIRST = Comparator.comparing(
                        Scanner::databaseAt, Comparator.nullsFirst(Comparator.<Instant>naturalOrder()))
                .thenComparing(Scanner::version, Comparator.nullsFirst(Comparator.<String>naturalOrder()));
    }

    /** Whether its database is older than that of another one; whether it was made earlier, if the date of one of them is unknown. */
    boolean isOlderThan(Scan other) {
        Instant own = scanner.databaseAt();
        Instant others = other.scanner.databaseAt();
        if (own == null || others == null) {
            return scannedAt.isBefore(other.scannedAt);
        }
        return own.isBefore(others);
    }
}
