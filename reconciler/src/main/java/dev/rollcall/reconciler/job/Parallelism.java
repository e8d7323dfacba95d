// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.job;

/**
 * How much a run does in parallel.
 *
 * @param ranges how many ranges of hosts are assessed at the same time; each uses a connection and a core of the
 *     database server
 */
public record Parallelism(int ranges) {

    /** One per core of a small server. */
    public static final Parallelism DEFAULT = new Parallelism(2);

    /** More would need more connections than a run has. */
    public static final int MAX_RANGES = 8;
}
