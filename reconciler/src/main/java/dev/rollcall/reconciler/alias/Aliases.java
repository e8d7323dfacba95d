// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.alias;

import static dev.rollcall.schema.jooq.inventory.Tables.COMMITS;
import static dev.rollcall.schema.jooq.inventory.Tables.DERIVATIONS;
import static dev.rollcall.schema.jooq.inventory.Tables.SYSTEMS;
import static dev.rollcall.schema.jooq.inventory.Tables.SYSTEM_ALIASES;

import dev.rollcall.reconciler.registration.Registrations;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.RollcallException;
import dev.rollcall.schema.text.ResemblingNames;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.jooq.DSLContext;

/** The aliases in an inventory. */
public final class Aliases {

    private final DSLContext dsl;
    private final Clock clock;

    public Aliases(DSLContext dsl, Clock clock) {
        this.dsl = dsl;
        this.clock = clock;
    }

    public List<Alias> all() {
        return dsl.selectFrom(SYSTEM_ALIASES)
                .orderBy(SYSTEM_ALIASES.HOSTNAME.collate("C"))
                .fetch(row -> new Alias(row.getHostname(), row.getEvaluationName()));
    }

    /**
     * Adds an alias, or changes an existing one.
     *
     * @return whether the system's flake already has an evaluation with that name
     * @throws RollcallException if no system has the hostname, or the alias equals it
     */
    public boolean add(Alias alias) {
        if (alias.evaluationName().isBlank() || alias.evaluationName().equals(alias.hostname())) {
            throw new RollcallException(
                    ErrorName.ALIAS_IS_HOSTNAME,
                    "An alias must differ from the hostname '" + alias.evaluationName()
                            + "'. To remove an alias, use 'rollcall alias remove'.");
        }
        new Registrations(dsl).require(alias.hostname());
        dsl.insertInto(SYSTEM_ALIASES)
                .set(SYSTEM_ALIASES.HOSTNAME, alias.hostname())
                .set(SYSTEM_ALIASES.EVALUATION_NAME, alias.evaluationName())
                .set(SYSTEM_ALIASES.CREATED_AT, clock.instant().atOffset(ZoneOffset.UTC))
                .onConflict(SYSTEM_ALIASES.HOSTNAME)
                .doUpdate()
                .set(SYSTEM_ALIASES.EVALUATION_NAME, alias.evaluationName())
                .execute();
        return isEvaluated(alias);
    }

    /**
     * Removes an alias.
     *
     * @throws RollcallException if the system has none
     */
    public void remove(String hostname) {
        int removed = dsl.deleteFrom(SYSTEM_ALIASES)
                .where(SYSTEM_ALIASES.HOSTNAME.eq(hostname))
                .execute();
        if (removed == 0) {
            throw new RollcallException(
                    ErrorName.UNKNOWN_ALIAS,
                    "'" + hostname + "' has no alias."
                            + ResemblingNames.question(
                                    hostname,
                                    all().stream().map(Alias::hostname).toList(),
                                    " 'rollcall alias list' lists all aliases."));
        }
    }

    private boolean isEvaluated(Alias alias) {
        return dsl.fetchExists(dsl.selectOne()
                .from(SYSTEMS)
                .join(COMMITS)
                .on(COMMITS.FLAKE_ID.eq(SYSTEMS.FLAKE_ID))
                .join(DERIVATIONS)
                .on(
                        DERIVATIONS.COMMIT_ID.eq(COMMITS.ID),
                        DERIVATIONS.DERIVATION_TYPE.eq("nixos"),
                        DERIVATIONS.DERIVATION_NAME.eq(alias.evaluationName()))
                .where(SYSTEMS.HOSTNAME.eq(alias.hostname())));
    }
}
