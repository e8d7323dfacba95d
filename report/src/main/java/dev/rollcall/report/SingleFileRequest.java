// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What to report in one page that needs no other file, and where to: a published snapshot, the one to compare it with
 * (null for none), the file, which is replaced if it is there, and the version that the page names.
 */
public record SingleFileRequest(long snapshotId, @Nullable Long baselineId, Path file, String version) {}
