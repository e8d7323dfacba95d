// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import dev.rollcall.schema.domain.Reason;

/** How many systems have the same reason and error text. */
public record ErrorCount(Reason reason, String error, int systems) {}
