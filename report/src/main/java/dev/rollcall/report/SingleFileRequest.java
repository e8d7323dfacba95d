// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A published snapshot to report on in one self-contained page, the one to compare it with or null, the file, which is
 * replaced if it exists, and the version to show.
 */
public record SingleFileRequest(long snapshotId, @Nullable Long baselineId, Path file, String version) {}
