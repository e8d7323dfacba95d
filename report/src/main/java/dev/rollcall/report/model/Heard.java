// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

/** How many systems were last heard from, by a state or a heartbeat, by age. */
public record Heard(int withinDay, int withinWeek, int longAgo, int never) {}
