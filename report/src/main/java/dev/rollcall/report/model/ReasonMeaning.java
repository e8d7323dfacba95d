// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import dev.rollcall.schema.domain.Reason;
import dev.rollcall.schema.domain.Status;

/** A reason with its status and meaning. */
public record ReasonMeaning(Reason reason, Status status, String meaning) {}
