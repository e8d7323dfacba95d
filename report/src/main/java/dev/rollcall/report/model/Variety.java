// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

/**
 * Which facts differ between the systems of a snapshot; others need not be shown in rows.
 *
 * @param hasHeartbeats whether any system was heard from after its last state; otherwise none can be silent
 */
public record Variety(boolean ofFlakes, boolean ofEnvironments, boolean ofOwners, boolean hasHeartbeats) {}
