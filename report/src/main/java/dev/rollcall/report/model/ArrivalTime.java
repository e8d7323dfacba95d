// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import java.time.Duration;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * How long commits took to the systems that they change, of those that arrived in a month.
 *
 * @param kind fleet, flake, environment or owner
 * @param name which of them; null for the fleet, and for systems without one
 * @param month its first day
 * @param pairs how many pairs of a commit and a system arrived
 */
public record ArrivalTime(
        String kind, @Nullable String name, LocalDate month, long pairs, Duration median, Duration p95) {}
