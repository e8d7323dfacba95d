// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html;

import dev.rollcall.report.ReportOutput;
import dev.rollcall.report.html.link.FlakeLinks;
import dev.rollcall.report.html.link.HostLinks;
import dev.rollcall.report.html.link.HostPages;
import dev.rollcall.report.html.link.Links;
import dev.rollcall.report.html.page.Templates;
import dev.rollcall.report.html.part.SnapshotView;
import dev.rollcall.report.html.system.SystemLines;
import dev.rollcall.report.html.system.SystemLinesView;
import dev.rollcall.report.html.system.SystemViews;
import dev.rollcall.report.html.system.SystemsPages;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.report.model.SystemTrace;
import dev.rollcall.report.query.ReportQueries;
import dev.rollcall.schema.text.Words;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes a report as one page: overview, changes, attention, and the systems if they fit in 5 MB. */
public final class SinglePage {

    private static final int MAX_SYSTEMS = 5_000;
    private static final Set<String> SECTIONS = Set.of("index", "changes", "attention");

    private final ReportQueries queries;
    private final Templates templates;

    public SinglePage(ReportQueries queries, Templates templates) {
        this.queries = queries;
        this.templates = templates;
    }

    public void write(SnapshotSummary snapshot, @Nullable SnapshotSummary baseline, ReportOutput output, String path)
            throws IOException {
        try (ParallelReads reads = ParallelReads.of(snapshot)) {
            write(new SnapshotContent(queries, reads, snapshot, baseline), output, path);
        }
    }

    private void write(SnapshotContent content, ReportOutput output, String path) throws IOException {
        SnapshotSummary snapshot = content.night().snapshot();
        PageModels pages = new PageModels(queries, templates, content, FlakeLinks.NONE);
        boolean isComplete = snapshot.counts().systems() <= MAX_SYSTEMS;
        HostLinks hosts = host -> isComplete ? "#" + HostPages.anchorOf(host) : null;
        Links links = Links.inside(SECTIONS);
        SystemLinesView systems = isComplete && !SystemsPages.fitOverview(snapshot) ? systems(content.views()) : null;
        templates.write(
                "single.ftlh",
                new SinglePageModel(
                        templates.frame("Overview as of " + Words.minute(snapshot.asOf()) + " UTC", "overview", links),
                        SnapshotView.of(snapshot),
                        templates.embedded(),
                        pages.overview(links, hosts, List.of(), 0),
                        pages.changes(links, hosts),
                        pages.attention(links, hosts),
                        systems,
                        isComplete),
                output,
                path);
    }

    private SystemLinesView systems(SystemViews views) {
        List<SystemTrace> systems = new ArrayList<>();
        queries.systems()
                .forEachTraces(
                        views.night().snapshot().id(), views.night().oldestFirst(), MAX_SYSTEMS, systems::addAll);
        return SystemLines.of(views, systems, host -> null, "");
    }
}
