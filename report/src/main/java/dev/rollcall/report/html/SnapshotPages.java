// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html;

import dev.rollcall.report.ReportOutput;
import dev.rollcall.report.closure.PackagesInUse;
import dev.rollcall.report.format.advisory.AdvisoriesCsv;
import dev.rollcall.report.format.closure.PackagesCsv;
import dev.rollcall.report.format.system.StatusCsv;
import dev.rollcall.report.html.attention.AttentionPage;
import dev.rollcall.report.html.attention.CauseFiles;
import dev.rollcall.report.html.closure.PackagesPageModel;
import dev.rollcall.report.html.flake.FlakePage;
import dev.rollcall.report.html.flake.Stragglers;
import dev.rollcall.report.html.link.FlakeLinks;
import dev.rollcall.report.html.link.HostPages;
import dev.rollcall.report.html.link.Links;
import dev.rollcall.report.html.link.SystemPageLinks;
import dev.rollcall.report.html.page.Night;
import dev.rollcall.report.html.page.PageWriter;
import dev.rollcall.report.html.page.Templates;
import dev.rollcall.report.html.page.Workers;
import dev.rollcall.report.html.rollout.FlakeRolloutPages;
import dev.rollcall.report.html.system.SystemIndex;
import dev.rollcall.report.html.system.SystemsPages;
import dev.rollcall.report.model.CommitAdoption;
import dev.rollcall.report.model.FlakeTotals;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.report.model.SystemTrace;
import dev.rollcall.report.query.ReportQueries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes the folder of one snapshot, which depends on that snapshot, its baseline and earlier ones, never on later
 * ones.
 */
public final class SnapshotPages {

    private final ReportQueries queries;
    private final Templates templates;
    private final ReportOutput output;
    private final ParallelReads reads;

    public SnapshotPages(ReportQueries queries, Templates templates, ReportOutput output, ParallelReads reads) {
        this.queries = queries;
        this.templates = templates;
        this.output = output;
        this.reads = reads;
    }

    public void write(SnapshotContent content) throws IOException {
        try (PageWriter writer = new PageWriter(templates, output)) {
            write(content, writer);
            writer.finish();
        }
    }

    private void write(SnapshotContent content, PageWriter writer) throws IOException {
        SnapshotSummary snapshot = content.night().snapshot();
        FlakeLinks flakes = FlakeLinks.of(content.flakes().shown());
        PageModels pages = new PageModels(queries, templates, content, flakes);
        Supplier<List<CommitAdoption>> adoption =
                reads.start(() -> queries.flakes().adoption(snapshot.id(), FlakePage.MAX_COMMITS + 1));
        Supplier<@Nullable PackagesInUse> packages = content.night().hasPackages()
                ? reads.start(() -> queries.packages().inUse(snapshot.id()))
                : () -> null;
        Stragglers stragglers = new Stragglers(content.flakes().shown().size(), snapshot.asOf());
        HostPages hosts = writeSystems(content, flakes, stragglers, writer);
        writer.write(
                "overview.ftlh",
                pages.overview(Links.SNAPSHOT, hosts, hosts.ranges(), SystemIndex.filesOf(snapshot)),
                "index.html");
        writer.write("changes.ftlh", pages.changes(Links.SNAPSHOT, hosts), "changes.html");
        writer.write("attention.ftlh", pages.attention(Links.SNAPSHOT, hosts), "attention.html");
        writer.write("trends.ftlh", pages.trend(), "trend.html");
        writer.write("flakes.ftlh", pages.flakes(), "flakes.html");
        writer.write("rollout.ftlh", pages.rollout(hosts), "rollout.html");
        new FlakeRolloutPages(templates, content.night(), content.rollouts(), hosts, flakes, writer).write();
        writer.write("findings.ftlh", pages.findings(), "findings.html");
        writer.write("about.ftlh", pages.about(), "about.html");
        PackagesInUse inUse = packages.get();
        if (inUse != null) {
            writePackages(content, inUse, pages.packages(hosts, inUse), writer);
        }
        if (content.advisories() != null) {
            writer.write("advisories.ftlh", pages.advisories(hosts, content.advisories()), "advisories.html");
            try (Writer file = output.createFile("advisories.csv")) {
                AdvisoriesCsv.write(content.advisories(), content.night().verdict(), file);
            }
        }
        new FlakePage(
                        templates,
                        content.views(),
                        content.flakes(),
                        hosts,
                        queries.commits()
                                .lines(
                                        snapshot.id(),
                                        content.flakes().shown().stream()
                                                .map(FlakeTotals::flake)
                                                .filter(Objects::nonNull)
                                                .toList()))
                .write(adoption.get(), flakes, writer, stragglers);
    }

    private void writePackages(SnapshotContent content, PackagesInUse inUse, PackagesPageModel page, PageWriter writer)
            throws IOException {
        writer.write("packages.ftlh", page, "packages.html");
        try (Writer file = output.createFile("packages.csv")) {
            PackagesCsv.write(inUse, file);
        }
        if (content.packageMoves() != null) {
            try (Writer file = output.createFile("package-changes.csv")) {
                PackagesCsv.write(content.packageMoves(), file);
            }
        }
    }

    /**
     * Reads the systems once for their CSV, their pages, those of flakes, the search index and the lists of causes. The
     * pages are rendered on some threads, and the other files written on one more.
     */
    private HostPages writeSystems(SnapshotContent content, FlakeLinks flakes, Stragglers stragglers, PageWriter writer)
            throws IOException {
        Night night = content.night();
        SnapshotSummary snapshot = night.snapshot();
        SystemsPages pages = new SystemsPages(
                content.views(),
                flakes,
                SystemPageLinks.of(snapshot, night.fleet().mostUrgent()),
                templates,
                writer);
        SystemIndex index = new SystemIndex(output);
        try (Writer file = output.createFile("systems.csv");
                StatusCsv csv = new StatusCsv(file);
                CauseFiles causes = new CauseFiles(output, snapshot.asOf());
                Workers files = new Workers(1)) {
            boolean havePages = !SystemsPages.fitOverview(snapshot);
            Consumer<SystemTrace> toFiles = trace -> {
                csv.accept(trace.row());
                stragglers.accept(trace);
                if (havePages) {
                    index.accept(trace.row());
                }
                if (AttentionPage.mayLeaveOut(snapshot)) {
                    causes.accept(trace.row());
                }
            };
            queries.systems().forEachTraces(snapshot.id(), night.oldestFirst(), SystemsPages.ROWS_OF_PAGE, traces -> {
                try {
                    files.start(() -> traces.forEach(toFiles));
                    if (havePages) {
                        pages.write(traces);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            files.finish();
            if (havePages) {
                index.finish();
            }
        }
        return pages.hosts();
    }
}
