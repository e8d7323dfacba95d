// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A published snapshot to report on, the one to compare it with or null, the archive, which is created if necessary,
 * and the version to show.
 *
 * @param overwrites whether to replace an existing report
 */
public record ReportRequest(
        long snapshotId, @Nullable Long baselineId, Path archive, String version, boolean overwrites) {

    /** A request that keeps an existing report. */
    public ReportRequest(long snapshotId, @Nullable Long baselineId, Path archive, String version) {
        this(snapshotId, baselineId, archive, version, false);
    }
}
