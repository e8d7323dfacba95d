// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.query;

import static dev.rollcall.schema.jooq.history.Tables.SYSTEM_STATUSES;
import static org.jooq.impl.DSL.case_;

import dev.rollcall.report.model.Status;
import org.jooq.Field;

/** The order in which systems need a look. */
final class StatusOrder {

    static final Field<Integer> WORST_FIRST = worstFirst(SYSTEM_STATUSES.STATUS);

    private StatusOrder() {}

    static Field<Integer> worstFirst(Field<String> status) {
        return case_(status)
                .when(Status.OUTDATED.displayName(), 1)
                .when(Status.UNKNOWN_STATE.displayName(), 2)
                .when(Status.OFFLINE.displayName(), 3)
                .else_(4);
    }
}
