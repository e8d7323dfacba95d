// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.registration;

import static dev.rollcall.schema.jooq.inventory.Tables.SYSTEMS;

import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.RollcallException;
import dev.rollcall.schema.text.ResemblingNames;
import java.util.List;
import org.jooq.DSLContext;

/** The registered systems of Rollcall's own inventory. */
public final class Registrations {

    private final DSLContext dsl;

    public Registrations(DSLContext dsl) {
        this.dsl = dsl;
    }

    /**
     * Deactivates a system: it gets no status any more, and its facts are kept.
     *
     * @return whether it was active
     */
    public boolean retire(String hostname) {
        return dsl.update(SYSTEMS)
                        .set(SYSTEMS.IS_ACTIVE, false)
                        .where(SYSTEMS.HOSTNAME.eq(hostname), SYSTEMS.IS_ACTIVE.isTrue())
                        .execute()
                > 0;
    }

    /**
     * Checks that a system is registered, active or not.
     *
     * @throws RollcallException if it is not; suggests similar names
     */
    public void require(String hostname) {
        if (!dsl.fetchExists(SYSTEMS, SYSTEMS.HOSTNAME.eq(hostname))) {
            List<String> hostnames = dsl.select(SYSTEMS.HOSTNAME).from(SYSTEMS).fetch(SYSTEMS.HOSTNAME);
            throw new RollcallException(
                    ErrorName.UNKNOWN_SYSTEM,
                    "No system is registered as '" + hostname + "'."
                            + ResemblingNames.question(hostname, hostnames, " 'rollcall status' lists all systems."));
        }
    }
}
