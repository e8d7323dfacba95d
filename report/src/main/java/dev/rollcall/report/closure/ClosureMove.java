// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.closure;

/** How many systems went from a closure with one set of packages to one with another. */
public record ClosureMove(int from, int to, int systems) {}
