// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.closure;

import org.jspecify.annotations.Nullable;

/**
 * The closures of a system that were imported.
 *
 * @param runs what it runs
 * @param due what a deployment would bring, if that is something else
 * @param before what it ran before, if that was something else
 */
public record HostClosures(
        Closure runs, @Nullable Closure due, @Nullable Closure before) {

    /** The id of its set of packages, and its bytes where somebody said them. */
    public record Closure(int set, @Nullable Long size) {}
}
