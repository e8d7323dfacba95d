// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

/** How many systems have the same reason and the same text of a failed evaluation. */
public record ErrorCount(String reason, String error, int systems) {}
