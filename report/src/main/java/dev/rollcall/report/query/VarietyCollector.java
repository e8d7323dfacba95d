// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.query;

import dev.rollcall.report.model.Variety;
import dev.rollcall.schema.domain.SystemRow;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds out which facts differ between systems. */
final class VarietyCollector {

    private @Nullable SystemRow first;
    private boolean ofFlakes;
    private boolean ofEnvironments;
    private boolean ofOwners;
    private boolean hasHeartbeats;

    void add(SystemRow system) {
        SystemRow other = first == null ? system : first;
        first = other;
        ofFlakes |= !Objects.equals(system.flake(), other.flake());
        ofEnvironments |= !Objects.equals(system.environment(), other.environment());
        ofOwners |= !Objects.equals(system.owner(), other.owner());
        hasHeartbeats |= system.lastSeenAt() != null
                && system.deployedAt() != null
                && system.lastSeenAt().isAfter(system.deployedAt());
    }

    Variety get() {
        return new Variety(ofFlakes, ofEnvironments, ofOwners, hasHeartbeats);
    }
}
