// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.advisory;

import java.util.BitSet;
import java.util.Set;

/**
 * The advisories of two closures, by the scanners that scanned both.
 *
 * @param scanners their names; empty if the closures can't be compared
 */
record Comparison(Set<String> scanners, BitSet from, BitSet to) {

    boolean isPossible() {
        return !scanners.isEmpty();
    }

    /** The numbers of the advisories that only the first closure has. */
    BitSet gone() {
        return without(from, to);
    }

    /** The numbers of the advisories that only the second closure has. */
    BitSet came() {
        return without(to, from);
    }

    static BitSet without(BitSet all, BitSet some) {
        BitSet rest = (BitSet) all.clone();
        rest.andNot(some);
        return rest;
    }
}
