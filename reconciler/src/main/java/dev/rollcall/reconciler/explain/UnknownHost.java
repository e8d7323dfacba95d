// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.explain;

import static dev.rollcall.schema.jooq.inventory.Tables.NAME_FORMS;
import static dev.rollcall.schema.jooq.inventory.Tables.SYSTEMS;
import static dev.rollcall.schema.jooq.inventory.Tables.SYSTEM_STATES;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.selectOne;

import dev.rollcall.report.format.Words;
import dev.rollcall.schema.jooq.inventory.tables.NameForms;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;

/** Says what a host is that has no status, and what to do about it. */
final class UnknownHost {

    private static final int MAX_RESEMBLING = 5;

    private final DSLContext dsl;
    private final Instant asOf;

    UnknownHost(DSLContext dsl, Instant asOf) {
        this.dsl = dsl;
        this.asOf = asOf;
    }

    String sentence(String hostname) {
        String name = "'" + hostname + "'";
        if (dsl.fetchExists(SYSTEMS, SYSTEMS.HOSTNAME.eq(hostname))) {
            return "The system " + name + " is registered as inactive, so it has no status.";
        }
        List<String> resembling = resembling(hostname);
        Optional<OffsetDateTime> reported = lastReport(hostname);
        if (reported.isEmpty()) {
            return "No system is registered as " + name + "."
                    + (resembling.isEmpty()
                            ? " 'rollcall status' lists those that are."
                            : " Did you mean " + String.join(", ", resembling) + "?");
        }
        return "The host " + name + " reports what it runs, last on "
                + Words.minute(reported.get().toInstant())
                + " UTC, but no system is registered under that name, so it has no status. "
                + (resembling.isEmpty()
                        ? "Register it in systems.jsonl and run 'rollcall import'."
                        : "It is probably the registered system " + String.join(" or ", resembling)
                                + ": correct the reported or the registered name.");
    }

    private Optional<OffsetDateTime> lastReport(String hostname) {
        return dsl.select(max(SYSTEM_STATES.TIMESTAMP))
                .from(SYSTEM_STATES)
                .where(SYSTEM_STATES.HOSTNAME.eq(hostname), SYSTEM_STATES.TIMESTAMP.le(asOf.atOffset(ZoneOffset.UTC)))
                .fetchOptional(row -> row.value1());
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
