// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

/** A word of the rules' vocabulary: why a system has its status. */
public record ReasonMeaning(String reason, Status status, String meaning) {}
