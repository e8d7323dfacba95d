// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html;

import dev.rollcall.report.model.ReasonMeaning;
import java.util.List;
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
        List<SystemView> systems,
        List<ReasonMeaning> reasons) {}
