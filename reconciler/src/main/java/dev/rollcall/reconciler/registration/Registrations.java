// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.registration;

import static dev.rollcall.schema.jooq.inventory.Tables.SYSTEMS;

import java.util.List;
import org.jooq.DSLContext;

/** Which systems an own inventory counts. */
public final class Registrations {

    private final DSLContext dsl;

    public Registrations(DSLContext dsl) {
        this.dsl = dsl;
    }

    /** Sets a system inactive: it has no status any more, and what is known of it stays. Returns whether it was active. */
    public boolean retire(String hostname) {
        return dsl.update(SYSTEMS)
                        .set(SYSTEMS.IS_ACTIVE, false)
                        .where(SYSTEMS.HOSTNAME.eq(hostname), SYSTEMS.IS_ACTIVE.isTrue())
                        .execute()
                > 0;
    }

    /** The hostnames of all systems, active or not. */
    public List<String> hostnames() {
        return dsl.select(SYSTEMS.HOSTNAME).from(SYSTEMS).fetch(SYSTEMS.HOSTNAME);
    }
}
