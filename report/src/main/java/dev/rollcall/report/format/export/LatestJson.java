// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.format.export;

import dev.rollcall.report.format.syntax.Json;
import dev.rollcall.report.model.SnapshotSummary;

/** The archive's pointer to its newest report, for external programs. */
public final class LatestJson {

    private LatestJson() {}

    /**
     * The text of the file.
     *
     * @param report the path of the report's first page, relative to the archive
     * @param isStale whether the statuses may be out of date
     */
    public static String text(SnapshotSummary newest, String report, boolean isStale) {
        return Json.text(json -> {
            json.writeNumberProperty("schema_version", Json.SCHEMA_VERSION);
            Json.snapshot(json, "snapshot", newest);
            json.writeStringProperty("report", report);
            json.writeBooleanProperty("stale_inventory", isStale);
        });
    }
}
