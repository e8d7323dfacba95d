// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.advisory;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of the advisories in which two closures differ. That a scanner does not find one shows something only if its database is
 * no older than the one with which the same scanner found it in the other closure.
 *
 * @param isPossible whether a scanner scanned both
 * @param gone those that only the first closure has
 * @param came those that only the second closure has
 * @param unknown those found in one closure, of which the scans of the other show nothing
 */
record Comparison(boolean isPossible, BitSet gone, BitSet came, BitSet unknown) {

    /** Whether the second closure lacks an advisory of the first; null if that is not known. */
    @Nullable Boolean clears(int number) {
        return unknown.get(number) ? null : (Boolean) gone.get(number);
    }

    static BitSet without(BitSet all, BitSet some) {
        BitSet rest = (BitSet) all.clone();
        rest.andNot(some);
        return rest;
    }
}
