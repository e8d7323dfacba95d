// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.closure;

import dev.rollcall.report.closure.PackagesInUse;
import dev.rollcall.report.closure.PackagesInUse.Use;
import dev.rollcall.report.closure.PackagesInUse.Version;
import dev.rollcall.report.html.closure.PackagesPageModel.Row;
import dev.rollcall.report.html.closure.PackagesPageModel.VersionView;
import dev.rollcall.report.html.link.HostLinks;
import dev.rollcall.report.html.page.PageFrame;
import dev.rollcall.report.html.part.HostView;
import dev.rollcall.report.html.part.SnapshotView;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.schema.text.Words;
import java.util.Comparator;
import java.util.List;

/** Builds the page of who still runs what. */
public final class PackagesPage {

    private static final int MAX_PACKAGES = 1000;
    private static final int MAX_OLDER = 3;

    private static final Comparator<Use> MOST_BEHIND_FIRST = Comparator.comparingInt(Use::behind)
            .reversed()
            .thenComparing(
                    Comparator.<Use>comparingInt(use -> use.versions().size()).reversed())
            .thenComparing(Use::name);

    private final HostLinks hosts;

    public PackagesPage(HostLinks hosts) {
        this.hosts = hosts;
    }

    public PackagesPageModel of(PageFrame frame, SnapshotSummary snapshot, PackagesInUse inUse) {
        int several = (int) inUse.packages().stream()
                .filter(use -> use.versions().size() > 1)
                .count();
        return new PackagesPageModel(
                frame,
                SnapshotView.of(snapshot),
                Words.count(inUse.packages().size(), "package", "packages") + ", " + Words.count(several)
                        + " of them in several versions",
                Words.systems(inUse.collected()),
                inUse.notCollected() == 0 ? null : Words.systems(inUse.notCollected()),
                inUse.packages().stream()
                        .sorted(MOST_BEHIND_FIRST)
                        .limit(MAX_PACKAGES)
                        .map(this::row)
                        .toList(),
                PackageChangesView.leftOut(inUse.packages().size(), MAX_PACKAGES));
    }

    private Row row(Use use) {
        Version newest = use.versions().get(0);
        List<Version> older = use.versions().subList(1, use.versions().size());
        return new Row(
                Words.visible(use.name()),
                new VersionView(
                        Words.visible(newest.version()),
                        Words.systems(newest.systems().total()),
                        null),
                use.behind() == 0 ? null : Words.count(use.behind()),
                older.stream().limit(MAX_OLDER).map(this::version).toList(),
                older.size() <= MAX_OLDER
                        ? null
                        : Words.count(older.size() - MAX_OLDER, "more version", "more versions"));
    }

    private VersionView version(Version version) {
        return new VersionView(
                Words.visible(version.version()),
                Words.systems(version.systems().total()),
                version.systems().map(host -> HostView.of(host, hosts)));
    }
}
