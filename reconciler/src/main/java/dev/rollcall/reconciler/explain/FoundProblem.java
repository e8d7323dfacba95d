// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.explain;

import dev.rollcall.report.model.Finding;

/** A finding that concerns the system, with what its kind means. */
public record FoundProblem(Finding finding, String meaning) {

    /** The finding in a sentence. */
    public String sentence() {
        return finding.subject() + ": " + meaning + (finding.detail() == null ? "" : " (" + finding.detail() + ")");
    }
}
