// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.flake;

import dev.rollcall.report.html.part.CommitView;
import dev.rollcall.report.html.part.Forges;
import dev.rollcall.report.model.MostRun;
import dev.rollcall.schema.text.Words;
import org.jspecify.annotations.Nullable;

/**
 * The commit that most systems run, their number, and how far behind it is.
 *
 * @param behind null if it is the newest commit, or unknown
 */
public record MostRunView(
        String flake,
        CommitView commit,
        boolean isNewest,
        String systems,
        @Nullable String behind) {

    static MostRunView of(MostRun most, Forges forges, @Nullable String newestCommit) {
        boolean isNewest = most.commit().equals(newestCommit);
        Integer behind = most.commitsBehind();
        return new MostRunView(
                Words.visible(most.flake()),
                forges.view(most.flake(), most.commit()),
                isNewest,
                Words.count(most.systems()),
                isNewest || behind == null || behind == 0 ? null : Words.count(behind, "commit", "commits"));
    }
}
