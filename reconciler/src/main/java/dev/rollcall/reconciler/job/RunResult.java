// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.job;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a run left.
 *
 * @param report the page to open; null where none was asked for
 * @param isNew false if the snapshot had been published before, and this run changed nothing
 */
public record RunResult(Snapshot snapshot, @Nullable Path report, boolean isNew) {}
