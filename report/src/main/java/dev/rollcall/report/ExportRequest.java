// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report;

import dev.rollcall.report.format.export.ExportFormat;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The machine-readable files to write for a published snapshot, compared with another one or null. Existing files are
 * replaced.
 */
public record ExportRequest(long snapshotId, @Nullable Long baselineId, Map<ExportFormat, Path> files) {

    public ExportRequest {
        files = Map.copyOf(files);
    }
}
