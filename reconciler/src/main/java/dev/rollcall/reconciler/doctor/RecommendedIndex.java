// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.doctor;

/** An index that would speed up the assessment on another program's tables. */
public record RecommendedIndex(String table, String columns, String why) {}
