// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import dev.rollcall.schema.domain.FindingKind;

/** A word of the findings' vocabulary: what it means, and what a person does about it. */
public record FindingMeaning(FindingKind finding, String meaning, String remedy) {}
