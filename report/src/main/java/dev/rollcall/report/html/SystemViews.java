// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html;

import dev.rollcall.report.format.Words;
import dev.rollcall.report.model.Reason;
import dev.rollcall.report.model.SystemRow;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts systems into the words of one snapshot's pages. */
final class SystemViews {

    private final Instant asOf;
    private final Map<String, String> meanings;

    SystemViews(Instant asOf, List<Reason> reasons) {
        this.asOf = asOf;
        this.meanings = reasons.stream().collect(Collectors.toUnmodifiableMap(Reason::reason, Reason::meaning));
    }

    /** A row that stands at the place the link leads to. */
    SystemView of(SystemRow row) {
        return of(row, "#" + HostPages.anchorOf(row.hostname()));
    }

    SystemView of(SystemRow row, String link) {
        return new SystemView(
                row.status(),
                row.silent(),
                Words.visible(row.hostname()),
                link,
                HostPages.anchorOf(row.hostname()),
                visible(row.alias()),
                visible(row.flake()),
                visible(row.environment()),
                Words.visible(row.reason()),
                meanings.getOrDefault(row.reason(), ""),
                row.basis(),
                CommitView.ofNullable(row.runningCommit()),
                CommitView.ofNullable(row.evaluatedCommit()),
                CommitView.ofNullable(row.newestCommit()),
                CommitView.ofNullable(row.pinnedCommit()),
                row.commitsBehind() == null || row.commitsBehind() == 0
                        ? null
                        : Words.count(row.commitsBehind(), "commit", "commits"),
                TimeView.ofNullable(row.behindSince(), asOf),
                TimeView.ofNullable(row.deployedAt(), asOf),
                TimeView.ofNullable(row.lastSeenAt(), asOf));
    }

    private static @Nullable String visible(@Nullable String text) {
        return text == null ? null : Words.visible(text);
    }
}
