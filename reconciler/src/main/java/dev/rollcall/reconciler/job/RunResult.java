// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.job;

import java.nio.file.Path;

/**
 * What a run left.
 *
 * @param report the page to open
 * @param isNew false if the snapshot had been published before, and this run changed nothing
 */
public record RunResult(Snapshot snapshot, Path report, boolean isNew) {}
