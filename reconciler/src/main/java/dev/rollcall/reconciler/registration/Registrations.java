// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.registration;

import static dev.rollcall.schema.jooq.inventory.Tables.SYSTEMS;

import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.RollcallException;
import dev.rollcall.schema.text.ResemblingNames;
import java.util.List;
import org.jooq.DSLContext;

/** The registrations of systems in an inventory of Rollcall's own. */
public final class Registrations {

    private final DSLContext dsl;

    public Registrations(DSLContext dsl) {
        this.dsl = dsl;
    }

    /**
     * Sets a system inactive: it has no status any more, and what is known of it stays.
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
     * Makes sure that there is such a system, active or not.
     *
     * @throws RollcallException if there is none; it offers those that were probably meant
     */
    public void require(String hostname) {
        if (!dsl.fetchExists(SYSTEMS, SYSTEMS.HOSTNAME.eq(hostname))) {
            List<String> hostnames = dsl.select(SYSTEMS.HOSTNAME).from(SYSTEMS).fetch(SYSTEMS.HOSTNAME);
            throw new RollcallException(
                    ErrorName.UNKNOWN_SYSTEM,
                    "No system is registered as '" + hostname + "'." + ResemblingNames.question(hostname, hostnames));
        }
    }
}
