// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

/**
 * The systems that need attention in a snapshot and did not in its baseline, and those that did and no longer do, by hostname.
 *
 * @param left those that left the inventory are among them
 */
public record AttentionChange(Bounded<String> entered, Bounded<String> left) {}
