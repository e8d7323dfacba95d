// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.job;

/**
 * How much a run does at once.
 *
 * @param ranges how many ranges of hosts are assessed at the same time; each holds a connection, and keeps a core of the
 *     database server busy
 */
public record Parallelism(int ranges) {

    /** One per core of a small server. */
    public static final Parallelism DEFAULT = new Parallelism(2);

    /** More would need more connections than a run has. */
    public static final int MAX_RANGES = 8;
}
