// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import dev.rollcall.schema.domain.FindingKind;

/** A kind of finding: its meaning, and how to fix it. */
public record FindingMeaning(FindingKind finding, String meaning, String remedy) {}
