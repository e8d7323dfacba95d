// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.flake;

import dev.rollcall.report.html.link.FlakeLinks;
import dev.rollcall.report.html.page.PageWriter;
import dev.rollcall.report.model.CommitAdoption;
import dev.rollcall.report.model.FlakeTotals;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.report.model.SystemTrace;
import dev.rollcall.report.query.FlakeQueries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Writes a page per flake while its systems are read. */
public final class FlakePages {

    private final FlakeQueries queries;
    private final FlakePage page;
    private final FlakeLinks links;
    private final PageWriter writer;
    private final Map<String, FlakeTotals> open = new LinkedHashMap<>();
    private Map<String, List<CommitAdoption>> adoption = Map.of();

    public FlakePages(FlakeQueries queries, FlakePage page, FlakeLinks links, PageWriter writer) {
        this.queries = queries;
        this.page = page;
        this.links = links;
        this.writer = writer;
    }

    public void write(SnapshotSummary snapshot, List<SnapshotSummary> oldestFirst, List<FlakeTotals> flakes) {
        for (FlakeTotals flake : flakes) {
            if (flake.flake() != null && links.linkTo(flake.flake()) != null) {
                open.put(flake.flake(), flake);
            }
        }
        adoption = queries.adoption(snapshot.id(), FlakePage.MAX_COMMITS + 1).stream()
                .collect(Collectors.groupingBy(CommitAdoption::flake));
        queries.forEachFlakesStragglers(snapshot, FlakePage.MAX_STRAGGLERS, oldestFirst, (flake, stragglers) -> {
            FlakeTotals totals = open.get(flake);
            if (totals != null) {
                writePage(totals, stragglers);
            }
        });
        List.copyOf(open.values()).forEach(flake -> writePage(flake, List.of()));
    }

    private void writePage(FlakeTotals flake, List<SystemTrace> rows) {
        open.remove(flake.flake());
        String path = Objects.requireNonNull(links.linkTo(flake.flake()), "only flakes with a page are open");
        try {
            writer.write(
                    "flake-page.ftlh", page.of(flake, adoption.getOrDefault(flake.flake(), List.of()), rows), path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
