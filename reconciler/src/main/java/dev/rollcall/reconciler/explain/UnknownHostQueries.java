// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.explain;

import static dev.rollcall.schema.jooq.inventory.Tables.SYSTEMS;
import static dev.rollcall.schema.jooq.inventory.Tables.SYSTEM_STATES;
import static org.jooq.impl.DSL.max;

import dev.rollcall.schema.text.ResemblingNames;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Reads what is known about a host without a status. */
final class UnknownHostQueries {

    private final DSLContext dsl;
    private final Instant asOf;

    UnknownHostQueries(DSLContext dsl, Instant asOf) {
        this.dsl = dsl;
        this.asOf = asOf;
    }

    UnknownHost find(String hostname) {
        Instant lastReport = lastReport(hostname);
        List<String> registered = dsl.select(SYSTEMS.HOSTNAME).from(SYSTEMS).fetch(SYSTEMS.HOSTNAME);
        return new UnknownHost(
                hostname,
                registered.contains(hostname),
                lastReport,
                // a host that reports is not a typing mistake
                lastReport == null
                        ? ResemblingNames.of(hostname, registered)
                        : ResemblingNames.ofSameHost(hostname, registered));
    }

    private @Nullable Instant lastReport(String hostname) {
        return dsl.select(max(SYSTEM_STATES.TIMESTAMP))
                .from(SYSTEM_STATES)
                .where(SYSTEM_STATES.HOSTNAME.eq(hostname), SYSTEM_STATES.TIMESTAMP.le(asOf.atOffset(ZoneOffset.UTC)))
                .fetchOptional(row -> row.value1())
                .map(OffsetDateTime::toInstant)
                .orElse(null);
    }
}
