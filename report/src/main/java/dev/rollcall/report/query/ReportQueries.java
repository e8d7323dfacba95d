// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.query;

import org.jooq.DSLContext;

/** All reads that a report needs, on one connection or transaction. */
public record ReportQueries(SnapshotQueries snapshots, ChangeQueries changes, SystemQueries systems) {

    public static ReportQueries of(DSLContext dsl) {
        return new ReportQueries(new SnapshotQueries(dsl), new ChangeQueries(dsl), new SystemQueries(dsl));
    }
}
