// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.finding;

import dev.rollcall.report.html.finding.FindingsPageModel.FindingGroup;
import dev.rollcall.report.model.Bounded;
import dev.rollcall.report.model.FindingMeaning;
import dev.rollcall.report.query.FindingQueries;
import dev.rollcall.schema.domain.Finding;
import dev.rollcall.schema.domain.FindingKind;
import dev.rollcall.schema.text.Words;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Formats the findings of a snapshot, by kind. */
public final class Findings {

    private static final int ROWS_OF_KIND = 150;
    private static final int MAX_KINDS = 25;

    private Findings() {}

    public static List<FindingGroup> read(FindingQueries queries, long snapshotId) {
        Map<FindingKind, FindingMeaning> kinds =
                queries.kinds().stream().collect(Collectors.toMap(FindingMeaning::finding, Function.identity()));
        return queries.byKind(snapshotId, ROWS_OF_KIND).entrySet().stream()
                .limit(MAX_KINDS)
                .map(entry -> group(
                        kinds.getOrDefault(entry.getKey(), new FindingMeaning(entry.getKey(), "", "")),
                        entry.getValue()))
                .toList();
    }

    private static FindingGroup group(FindingMeaning kind, Bounded<Finding> findings) {
        return new FindingGroup(
                "finding-" + kind.finding().code(),
                kind.finding().code(),
                kind.meaning(),
                kind.remedy(),
                Words.count(findings.total()),
                findings.map(Findings::visible));
    }

    public static Finding visible(Finding finding) {
        return new Finding(
                finding.kind(),
                Words.visible(finding.subject()),
                Words.visibleOrNull(finding.detail()),
                Words.visibleOrNull(finding.resembles()));
    }
}
