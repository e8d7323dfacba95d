// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.job;

import java.time.Duration;

/**
 * How long snapshots are kept: all of them at first, then the last of each day, then the last of each week, and always
 * those in which a system changed its status.
 *
 * @param allFor how long every snapshot is kept
 * @param dailyFor how long the last of each day is kept
 */
public record Retention(Duration allFor, Duration dailyFor) {

    public static final Retention DEFAULT = new Retention(Duration.ofDays(35), Duration.ofDays(400));
}
