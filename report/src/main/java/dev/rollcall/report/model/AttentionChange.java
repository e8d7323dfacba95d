// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import java.util.Set;

/**
 * The systems that need attention in a snapshot and did not in its baseline, and those that did and no longer do, by hostname.
 *
 * @param left those that left the inventory are among them
 * @param gone which of the named ones in left have left the inventory
 */
public record AttentionChange(Bounded<String> entered, Bounded<String> left, Set<String> gone) {

    public AttentionChange {
        gone = Set.copyOf(gone);
    }
}
