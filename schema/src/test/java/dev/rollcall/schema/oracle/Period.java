// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.oracle;

import static java.util.Comparator.comparing;

import dev.rollcall.schema.oracle.Inventory.Commit;
import java.time.Instant;
import java.util.Comparator;

/**
 * A period in which a commit is on its flake's branch.
 *
 * @param from when it counts
 * @param since its effective time by dates: a commit that returned has that of its first period
 * @param until when an import withdrew it; {@link Instant#MAX} while it is on the branch
 * @param depth how many known commits precede it
 * @param isOfLine whether its flake has first parents
 */
record Period(Commit commit, Instant from, Instant since, Instant until, int depth, boolean isOfLine) {

    /** Branch order, without ties. */
    static final Comparator<Period> BY_AGE = comparing(Period::from)
            .thenComparing(Period::depth)
            .thenComparing(Period::tie)
            .thenComparing(period -> period.commit().id());

    /** A period from the commit's date, without end. */
    static Period byDate(Commit commit) {
        return new Period(commit, commit.at(), commit.at(), Instant.MAX, 0, false);
    }

    /** Of two unrelated commits, the one with the lesser hash is older, because ids depend on the order of imports. */
    private String tie() {
        return isOfLine ? commit.hash() : "";
    }

    /** A period that has ended, with the depth known since. */
    Period onALine(int knownDepth) {
        return new Period(commit, from, since, until, knownDepth, true);
    }

    Period endedAt(Instant at) {
        Instant begin = from.isAfter(at) ? at : from;
        return new Period(commit, begin, begin, at, depth, isOfLine);
    }

    Period datedFrom(Instant time) {
        return new Period(commit, from, time, until, depth, isOfLine);
    }

    boolean hasBegunAt(Instant asOf) {
        return !from.isAfter(asOf);
    }

    boolean countsAt(Instant asOf) {
        return hasBegunAt(asOf) && asOf.isBefore(until);
    }
}
