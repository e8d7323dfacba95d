// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.doctor;

/** An index that the assessment would use on a database whose tables are not Rollcall's. */
public record HelpfulIndex(String table, String columns, String why) {}
