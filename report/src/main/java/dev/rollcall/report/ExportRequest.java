// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report;

import dev.rollcall.report.format.export.ExportFormat;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which machine formats of a published snapshot to write where, compared with which other one (null for none). Files that
 * are there are replaced.
 */
public record ExportRequest(long snapshotId, @Nullable Long baselineId, Map<ExportFormat, Path> files) {

    public ExportRequest {
        files = Map.copyOf(files);
    }
}
