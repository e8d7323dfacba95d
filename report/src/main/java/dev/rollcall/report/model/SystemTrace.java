// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import dev.rollcall.schema.domain.Finding;
import dev.rollcall.schema.domain.SystemRow;
import org.jspecify.annotations.Nullable;

/** A system in a snapshot, with its statuses in some snapshots up to that one, and an unregistered host that resembles it. */
public record SystemTrace(
        SystemRow row, Strip strip, @Nullable Finding lookalike) {

    public SystemTrace with(@Nullable Finding found) {
        return new SystemTrace(row, strip, found);
    }
}
