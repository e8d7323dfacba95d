// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.domain;

/**
 * The number of systems per status, which add up to {@code systems}. Silent and pinned systems are counted separately, as are
 * those that say whether they need a reboot ({@code rebootCollected}) and those of them that do ({@code rebootNeeded}).
 */
public record Counts(
        int systems,
        int upToDate,
        int outdated,
        int unknownState,
        int offline,
        int silent,
        int pinned,
        int rebootNeeded,
        int rebootCollected) {

    public int of(Status status) {
        return switch (status) {
            case UP_TO_DATE -> upToDate;
            case OUTDATED -> outdated;
            case UNKNOWN_STATE -> unknownState;
            case OFFLINE -> offline;
        };
    }
}
