// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What to report and where to: a published snapshot, the one to compare it with (null for none), the archive folder,
 * which is created if need be, and the version that the pages name.
 *
 * @param overwrites whether a report of the snapshot that the archive has is replaced
 */
public record ReportRequest(
        long snapshotId, @Nullable Long baselineId, Path archive, String version, boolean overwrites) {

    /** A request that leaves a report as it is that the archive has. */
    public ReportRequest(long snapshotId, @Nullable Long baselineId, Path archive, String version) {
        this(snapshotId, baselineId, archive, version, false);
    }
}
