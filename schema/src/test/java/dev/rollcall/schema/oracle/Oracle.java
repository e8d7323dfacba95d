// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.oracle;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rollcall.schema.domain.Matching;
import dev.rollcall.schema.oracle.Inventory.SystemRow;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The status rules of DESIGN.md word for word: slow, and easy to verify. */
public final class Oracle {
    /** UTF-8 sorts by code point; {@link String#compareTo} doesn't beyond the basic plane. */
    static final Comparator<String> BY_CODE_POINT =
            (left, right) -> Arrays.compareUnsigned(left.getBytes(UTF_8), right.getBytes(UTF_8));

    private Oracle() {}

    /**
     * One verdict per active system, ordered by hostname.
     *
     * @param silentAfter a system is silent if its newest heartbeat is older than this
     */
    public static List<Verdict> assess(Inventory inventory, Instant asOf, Matching matching, Duration silentAfter) {
        Facts facts = new Facts(inventory, asOf, matching);
        return inventory.systems().stream()
                .filter(SystemRow::active)
                .sorted(Comparator.comparing(SystemRow::hostname, BY_CODE_POINT))
                .map(system -> new Assessment(facts, system, matching).verdict(silentAfter))
                .toList();
    }
}
