// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html;

import dev.rollcall.report.model.CommitAdoption;
import dev.rollcall.report.model.FlakeTotals;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.report.model.SystemTrace;
import dev.rollcall.report.query.FlakeQueries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes a page a flake while their stragglers stream by; holds those of one flake. */
final class FlakePages {

    private final FlakeQueries queries;
    private final FlakePage page;
    private final FlakeLinks links;
    private final PageWriter writer;
    private final Map<String, FlakeTotals> open = new LinkedHashMap<>();
    private final List<SystemTrace> stragglers = new ArrayList<>();
    private Map<String, List<CommitAdoption>> adoption = Map.of();

    FlakePages(FlakeQueries queries, FlakePage page, FlakeLinks links, PageWriter writer) {
        this.queries = queries;
        this.page = page;
        this.links = links;
        this.writer = writer;
    }

    void write(SnapshotSummary snapshot, List<SnapshotSummary> oldestFirst, List<FlakeTotals> flakes) {
        for (FlakeTotals flake : flakes) {
            if (flake.flake() != null && links.linkTo(flake.flake()) != null) {
                open.put(flake.flake(), flake);
            }
        }
        adoption = queries.adoption(snapshot.id(), FlakePage.MOST_COMMITS + 1).stream()
                .collect(Collectors.groupingBy(CommitAdoption::flake));
        queries.forEachStraggler(snapshot, FlakePage.MOST_STRAGGLERS, oldestFirst, trace -> {
            if (!stragglers.isEmpty() && !Objects.equals(flakeOf(stragglers.get(0)), flakeOf(trace))) {
                writeStragglers();
            }
            stragglers.add(trace);
        });
        writeStragglers();
        List.copyOf(open.values()).forEach(flake -> writePage(flake, List.of()));
    }

    private void writeStragglers() {
        if (!stragglers.isEmpty()) {
            FlakeTotals flake = open.get(flakeOf(stragglers.get(0)));
            if (flake != null) {
                writePage(flake, List.copyOf(stragglers));
            }
            stragglers.clear();
        }
    }

    private static @Nullable String flakeOf(SystemTrace trace) {
        return trace.row().flake();
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
