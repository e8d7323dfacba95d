// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html;

import dev.rollcall.report.ReportOutput;
import dev.rollcall.report.format.StatusCsv;
import dev.rollcall.report.model.Reason;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.report.query.ReportQueries;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the folder of one snapshot. It depends on that snapshot, its baseline and earlier ones, never on later ones. */
public final class SnapshotPages {

    /** Up to so many systems the overview shows them all. */
    static final int SYSTEMS_OF_OVERVIEW = 200;

    private final ReportQueries queries;
    private final Templates templates;
    private final ReportOutput output;

    public SnapshotPages(ReportQueries queries, Templates templates, ReportOutput output) {
        this.queries = queries;
        this.templates = templates;
        this.output = output;
    }

    public void write(SnapshotSummary snapshot, @Nullable SnapshotSummary baseline) throws IOException {
        List<Reason> reasons = queries.snapshots().reasons();
        SystemViews views = new SystemViews(snapshot.asOf(), reasons);
        HostPages hosts = writeSystems(snapshot, views);
        Changes changes = baseline == null ? null : Changes.read(queries.changes(), baseline, snapshot);
        templates.write(
                "overview.ftlh",
                new OverviewPage(queries, templates, views, hosts).of(snapshot, changes, reasons),
                output,
                "index.html");
        templates.write(
                "changes.ftlh", new ChangesPage(templates, hosts).of(snapshot, changes), output, "changes.html");
    }

    /** One pass over the systems feeds both their CSV and their pages. */
    private HostPages writeSystems(SnapshotSummary snapshot, SystemViews views) throws IOException {
        SystemsPages pages = new SystemsPages(snapshot, views, templates, output);
        boolean isPaged = snapshot.counts().systems() > SYSTEMS_OF_OVERVIEW;
        try (Writer file = output.createFile("systems.csv");
                StatusCsv csv = new StatusCsv(file)) {
            queries.systems().forEachOf(snapshot.id(), isPaged ? csv.andThen(pages) : csv);
        }
        return pages.finish();
    }
}
