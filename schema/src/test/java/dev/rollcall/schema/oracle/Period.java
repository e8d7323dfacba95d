// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.oracle;

import static java.util.Comparator.comparing;

import dev.rollcall.schema.oracle.Inventory.Commit;
import java.time.Instant;
import java.util.Comparator;

/**
 * A stay of a commit on the branch of its flake.
 *
 * @param from its effective time
 * @param until when an import found it withdrawn; {@link Instant#MAX} while it is on the branch
 * @param depth how many known commits stand before it on the line
 */
record Period(Commit commit, Instant from, Instant until, int depth) {

    /** Branch order; never a tie. */
    static final Comparator<Period> BY_AGE =
            comparing(Period::from).thenComparing(Period::depth).thenComparing(period -> period.commit().id());

    /** One that counts by the date of its commit, for good. */
    static Period byDate(Commit commit) {
        return new Period(commit, commit.at(), Instant.MAX, 0);
    }

    boolean hasBegunAt(Instant asOf) {
        return !from.isAfter(asOf);
    }

    boolean countsAt(Instant asOf) {
        return hasBegunAt(asOf) && asOf.isBefore(until);
    }
}
