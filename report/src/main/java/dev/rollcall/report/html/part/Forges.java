// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.part;

import dev.rollcall.report.model.Forge;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.report.query.ReportQueries;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Formats commits, with links if their flake's forge is known. */
public record Forges(Map<String, Forge> byFlake) {

    public static Forges of(ReportQueries queries, SnapshotSummary snapshot) {
        return new Forges(queries.commits().forges(snapshot.id()));
    }

    @Nullable Forge of(@Nullable String flake) {
        return flake == null ? null : byFlake.get(flake);
    }

    public CommitView view(@Nullable String flake, String commit) {
        Forge forge = of(flake);
        return CommitView.of(commit, forge == null ? null : forge.commit(commit));
    }

    public @Nullable CommitView viewOrNull(@Nullable String flake, @Nullable String commit) {
        return commit == null ? null : view(flake, commit);
    }
}
