// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.explain;

import static dev.rollcall.schema.jooq.inventory.Tables.NAME_FORMS;
import static dev.rollcall.schema.jooq.inventory.Tables.SYSTEMS;
import static dev.rollcall.schema.jooq.inventory.Tables.SYSTEM_STATES;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.selectOne;

import dev.rollcall.report.format.ResemblingNames;
import dev.rollcall.schema.jooq.inventory.tables.NameForms;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Reads what is known of a host that has no status. */
final class UnknownHostQueries {

    private static final int MAX_RESEMBLING = 5;

    private final DSLContext dsl;
    private final Instant asOf;

    UnknownHostQueries(DSLContext dsl, Instant asOf) {
        this.dsl = dsl;
        this.asOf = asOf;
    }

    UnknownHost find(String hostname) {
        Instant lastReport = lastReport(hostname);
        List<String> resembling = resembling(hostname);
        return new UnknownHost(
                hostname,
                dsl.fetchExists(SYSTEMS, SYSTEMS.HOSTNAME.eq(hostname)),
                lastReport,
                // a host that reports is no typing mistake
                resembling.isEmpty() && lastReport == null ? mistyped(hostname) : resembling);
    }

    private List<String> mistyped(String hostname) {
        return ResemblingNames.of(
                hostname, dsl.select(SYSTEMS.HOSTNAME).from(SYSTEMS).fetch(SYSTEMS.HOSTNAME));
    }

    private @Nullable Instant lastReport(String hostname) {
        return dsl.select(max(SYSTEM_STATES.TIMESTAMP))
                .from(SYSTEM_STATES)
                .where(SYSTEM_STATES.HOSTNAME.eq(hostname), SYSTEM_STATES.TIMESTAMP.le(asOf.atOffset(ZoneOffset.UTC)))
                .fetchOptional(row -> row.value1())
                .map(OffsetDateTime::toInstant)
                .orElse(null);
    }

    /** Registered names that have a form in common with a name, the whole or the short one. */
    private List<String> resembling(String hostname) {
        NameForms mine = NAME_FORMS.call(hostname).as("mine");
        NameForms its = NAME_FORMS.call(SYSTEMS.HOSTNAME).as("its");
        return dsl.select(SYSTEMS.HOSTNAME)
                .from(SYSTEMS)
                .where(exists(selectOne()
                        .from(mine)
                        .crossJoin(its)
                        .where(mine.FORM.eq(its.FORM), mine.KIND.ne("tail"), its.KIND.ne("tail"))))
                .orderBy(SYSTEMS.HOSTNAME.collate("C"))
                .limit(MAX_RESEMBLING)
                .fetch(SYSTEMS.HOSTNAME);
    }
}
