// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

/** A word of the findings' vocabulary: what it means, and what a person does about it. */
public record FindingKind(String finding, String meaning, String remedy) {}
