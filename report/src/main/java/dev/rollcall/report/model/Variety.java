// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

/**
 * Which facts tell the systems of a snapshot apart: one that all of them share says nothing in a row.
 *
 * @param hasHeartbeats whether any system was heard from after its last state; without heartbeats none can be silent
 */
public record Variety(boolean ofFlakes, boolean ofEnvironments, boolean ofOwners, boolean hasHeartbeats) {}
