// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html;

import dev.rollcall.report.html.page.PageFrame;
import dev.rollcall.report.html.part.SnapshotView;
import dev.rollcall.report.model.Band;
import dev.rollcall.report.model.FindingMeaning;
import dev.rollcall.report.model.ReasonMeaning;
import java.util.List;

/** The page that explains how statuses are decided. */
public record AboutPageModel(
        PageFrame frame,
        SnapshotView snapshot,
        String staleAfter,
        String assessedBy,
        List<Band> bands,
        List<ReasonMeaning> reasons,
        List<FindingMeaning> findings,
        boolean isJudged) {}
