// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import dev.rollcall.schema.domain.Reason;
import dev.rollcall.schema.domain.SystemRow;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What systems that are not up to date have in common: urgency and reason.
 *
 * @param reason null for systems not heard from, whatever they run
 */
public record CauseKey(Band band, @Nullable Reason reason) {

    /** The cause of a system in a band; empty if it is up to date. */
    public static Optional<CauseKey> of(Band band, SystemRow system) {
        return band == Band.UP_TO_DATE
                ? Optional.empty()
                : Optional.of(new CauseKey(band, band == Band.NOT_HEARD_FROM ? null : system.reason()));
    }
}
