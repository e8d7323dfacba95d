// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.explain;

import dev.rollcall.schema.domain.Finding;
import dev.rollcall.schema.domain.FindingKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A finding that concerns the system, with the meaning of its kind. */
public record FoundProblem(Finding finding, String meaning) {

    /** The finding in a sentence. */
    public String sentence() {
        return finding.subject() + ": " + meaning + (finding.detail() == null ? "" : " (" + finding.detail() + ")");
    }

    /** The first unregistered host that is probably this system, or null. */
    static @Nullable Finding lookalike(List<FoundProblem> problems, String hostname) {
        return problems.stream()
                .map(FoundProblem::finding)
                .filter(finding ->
                        finding.kind() == FindingKind.REPORTS_UNREGISTERED && hostname.equals(finding.resembles()))
                .findFirst()
                .orElse(null);
    }
}
