// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.system;

import dev.rollcall.report.html.link.FlakeLinks;
import dev.rollcall.report.html.link.Folders;
import dev.rollcall.report.html.link.HostLinks;
import dev.rollcall.report.html.link.HostPages;
import dev.rollcall.report.html.link.HostPages.HostPage;
import dev.rollcall.report.html.link.Links;
import dev.rollcall.report.html.page.Night;
import dev.rollcall.report.html.page.PageWriter;
import dev.rollcall.report.html.page.Templates;
import dev.rollcall.report.html.part.SnapshotView;
import dev.rollcall.report.html.system.SystemsPageModel.FlakeLink;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.report.model.SystemTrace;
import dev.rollcall.schema.text.Words;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Writes systems to pages of a limited number of rows. */
public final class SystemsPages {

    public static final int ROWS_OF_PAGE = 500;

    /** The maximum number of systems for which the overview shows all. */
    private static final int SYSTEMS_OF_OVERVIEW = 100;

    /** The maximum number of flakes named above the rows. */
    private static final int MAX_FLAKES = 10;

    private final SystemViews views;
    private final Night night;
    private final Templates templates;
    private final PageWriter writer;
    private final HostLinks own;
    private final HostPages hosts;
    private final FlakeLinks flakes;
    private int written;

    public SystemsPages(SystemViews views, FlakeLinks flakes, HostLinks own, Templates templates, PageWriter writer) {
        this.views = views;
        this.night = views.night();
        this.own = own;
        this.hosts = new HostPages(own);
        this.flakes = flakes;
        this.templates = templates;
        this.writer = writer;
    }

    /** Whether the overview shows all systems, so no pages are needed. */
    public static boolean fitOverview(SnapshotSummary snapshot) {
        return snapshot.counts().systems() <= SYSTEMS_OF_OVERVIEW;
    }

    /** The links to the systems written so far. */
    public HostPages hosts() {
        return hosts;
    }

    /** Starts the next page. */
    public void write(List<SystemTrace> rows) throws IOException {
        int number = hosts.ranges().size() + 1;
        String path = Folders.systemsPage(number);
        String first = rows.get(0).row().hostname();
        String last = rows.get(rows.size() - 1).row().hostname();
        hosts.add(new HostPage(path, rows.size(), first, last));
        int before = written;
        written += rows.size();
        writer.write("systems.ftlh", () -> page(number, before, rows), path);
    }

    private SystemsPageModel page(int number, int before, List<SystemTrace> rows) {
        SnapshotSummary snapshot = night.snapshot();
        int systems = snapshot.counts().systems();
        int to = before + rows.size();
        String heading =
                "Systems " + Words.count(before + 1) + " to " + Words.count(to) + " of " + Words.count(systems);
        return new SystemsPageModel(
                templates.frame(heading, "systems", night, Links.SNAPSHOT),
                SnapshotView.of(snapshot),
                heading,
                Words.visible(rows.get(0).row().hostname()),
                Words.visible(rows.get(rows.size() - 1).row().hostname()),
                number == 1 ? null : Folders.systemsPage(number - 1),
                to < systems ? Folders.systemsPage(number + 1) : null,
                flakesOf(rows),
                SystemLines.of(views, rows, own, ""));
    }

    private List<FlakeLink> flakesOf(List<SystemTrace> rows) {
        List<FlakeLink> links = new ArrayList<>();
        for (String flake : rows.stream()
                .flatMap(trace -> Stream.ofNullable(trace.row().flake()))
                .distinct()
                .sorted()
                .toList()) {
            String link = flakes.linkTo(flake);
            if (link != null) {
                links.add(new FlakeLink(Words.visible(flake), link));
            }
        }
        return links.size() > MAX_FLAKES ? List.of() : links;
    }
}
