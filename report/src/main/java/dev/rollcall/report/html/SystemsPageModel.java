// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html;

import org.jspecify.annotations.Nullable;

/** A page of systems in the order of their hostnames: from the first to the last, with its neighbours. */
public record SystemsPageModel(
        PageFrame frame,
        SnapshotView snapshot,
        String heading,
        String firstHost,
        String lastHost,
        @Nullable String previousPage,
        @Nullable String nextPage,
        SystemLinesView systems) {}
