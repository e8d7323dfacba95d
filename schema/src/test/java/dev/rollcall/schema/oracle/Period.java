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
 * @param isOfLine whether its flake has a line at all
 */
record Period(Commit commit, Instant from, Instant until, int depth, boolean isOfLine) {

    /** Branch order; never a tie. */
    static final Comparator<Period> BY_AGE = comparing(Period::from)
            .thenComparing(Period::depth)
            .thenComparing(Period::tie)
            .thenComparing(period -> period.commit().id());

    /** One that counts by the date of its commit, for good. */
    static Period byDate(Commit commit) {
        return new Period(commit, commit.at(), Instant.MAX, 0, false);
    }

    /** Of two commits that no line connects, the one with the lesser hash is the older: ids tell who was imported first. */
    private String tie() {
        return isOfLine ? commit.hash() : "";
    }

    /** One that has ended, by what is known of the line since. */
    Period onALine(int knownDepth) {
        return new Period(commit, from, until, knownDepth, true);
    }

    Period endedAt(Instant at) {
        return new Period(commit, from.isAfter(at) ? at : from, at, depth, isOfLine);
    }

    boolean hasBegunAt(Instant asOf) {
        return !from.isAfter(asOf);
    }

    boolean countsAt(Instant asOf) {
        return hasBegunAt(asOf) && asOf.isBefore(until);
    }
}
