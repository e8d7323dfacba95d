// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.flake;

import dev.rollcall.report.html.link.FlakeLinks;
import dev.rollcall.report.html.page.PageWriter;
import dev.rollcall.report.model.CommitAdoption;
import dev.rollcall.report.model.FlakeTotals;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.report.query.FlakeQueries;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes a page per flake. */
public final class FlakePages {

    private final FlakeQueries queries;
    private final FlakePage page;
    private final FlakeLinks links;
    private final PageWriter writer;

    public FlakePages(FlakeQueries queries, FlakePage page, FlakeLinks links, PageWriter writer) {
        this.queries = queries;
        this.page = page;
        this.links = links;
        this.writer = writer;
    }

    public void write(SnapshotSummary snapshot, List<FlakeTotals> flakes, Stragglers stragglers) throws IOException {
        Map<String, List<CommitAdoption>> adoption = queries.adoption(snapshot.id(), FlakePage.MAX_COMMITS + 1).stream()
                .collect(Collectors.groupingBy(CommitAdoption::flake));
        for (FlakeTotals flake : flakes) {
            String name = flake.flake();
            String path = links.linkTo(name);
            if (name != null && path != null) {
                writer.write(
                        "flake-page.ftlh",
                        page.of(flake, adoption.getOrDefault(name, List.of()), stragglers.of(name)),
                        path);
            }
        }
    }
}
