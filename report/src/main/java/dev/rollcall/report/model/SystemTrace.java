// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import dev.rollcall.schema.domain.SystemRow;

/** A system in a snapshot, with its statuses in some snapshots up to that one. */
public record SystemTrace(SystemRow row, Strip strip) {}
