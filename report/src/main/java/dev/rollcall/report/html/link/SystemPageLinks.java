// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.link;

import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.schema.domain.SystemRow;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which systems of a snapshot have a permanent page in the archive: all of a fleet of up to {@value #MAX_PAGES}, the
 * most urgent of a larger one. A snapshot with matching by name has none, because the pages follow snapshots by
 * evidence.
 */
public final class SystemPageLinks implements HostLinks {

    public static final int MAX_PAGES = 1000;

    private final boolean hasAll;
    private final Set<String> some;

    private SystemPageLinks(boolean hasAll, Set<String> some) {
        this.hasAll = hasAll;
        this.some = some;
    }

    public static SystemPageLinks of(SnapshotSummary snapshot, List<SystemRow> mostUrgent) {
        if (!snapshot.isByEvidence()) {
            return new SystemPageLinks(false, Set.of());
        }
        return snapshot.counts().systems() <= MAX_PAGES
                ? new SystemPageLinks(true, Set.of())
                : new SystemPageLinks(
                        false, mostUrgent.stream().map(SystemRow::hostname).collect(Collectors.toUnmodifiableSet()));
    }

    public boolean areNone() {
        return !hasAll && some.isEmpty();
    }

    public boolean hasPage(String hostname) {
        return hasAll || some.contains(hostname);
    }

    /** Relative to the snapshot's folder; null for a system without a page. */
    @Override
    public @Nullable String linkTo(String hostname) {
        return hasPage(hostname) ? "../" + Folders.systemPage(hostname) : null;
    }

    @Override
    public @Nullable String storyOf(String hostname) {
        String page = linkTo(hostname);
        return page == null ? null : page + "#story";
    }
}
