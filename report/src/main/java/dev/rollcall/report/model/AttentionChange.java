// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import java.util.Set;

/**
 * The systems that need attention in a snapshot but did not in its baseline, and the other way round, by hostname.
 *
 * @param left includes systems that left the inventory
 * @param gone which of the named ones in left have left the inventory
 */
public record AttentionChange(Bounded<String> entered, Bounded<String> left, Set<String> gone) {

    public AttentionChange {
        gone = Set.copyOf(gone);
    }
}
