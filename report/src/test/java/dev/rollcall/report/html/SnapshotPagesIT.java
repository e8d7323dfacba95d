// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html;

import static dev.rollcall.report.SystemRows.AS_OF;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.report.History;
import dev.rollcall.report.InMemoryOutput;
import dev.rollcall.report.SystemRows;
import dev.rollcall.report.html.flake.FlakeTable;
import dev.rollcall.report.html.flake.FlakesPageModel.FlakeView;
import dev.rollcall.report.html.link.FlakeLinks;
import dev.rollcall.report.html.link.Folders;
import dev.rollcall.report.html.page.Assets;
import dev.rollcall.report.html.page.Templates;
import dev.rollcall.report.html.part.Forges;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.report.query.ReportQueries;
import dev.rollcall.schema.PostgresExtension;
import dev.rollcall.schema.domain.FindingKind;
import dev.rollcall.schema.domain.SystemRow;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A fleet that is too large for one page. */
class SnapshotPagesIT {

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    private static SnapshotSummary snapshot;
    private static Map<String, String> files = Map.of();

    @BeforeAll
    static void renderLargeFleet() throws IOException {
        List<SystemRow> systems = IntStream.range(0, 1201)
                .mapToObj(number -> String.format("host-%04d", number))
                .map(host -> host.endsWith("7")
                        ? SystemRows.outdated(host, "infra", "a", 1)
                        : SystemRows.upToDate(host, "infra"))
                .toList();
        History history = new History(POSTGRES.dsl());
        long id = history.snapshot(AS_OF, systems);
        for (String host : List.of("host-17.lan", "host-17.example.org")) {
            history.finding(id, FindingKind.REPORTS_UNREGISTERED, host, null, "host-0017");
        }
        ReportQueries queries = ReportQueries.of(POSTGRES.dsl());
        snapshot = queries.snapshots().find(id).orElseThrow();
        try (ParallelReads reads = ParallelReads.of(snapshot)) {
            files = pages(reads);
        }
    }

    private static Map<String, String> pages(ParallelReads reads) throws IOException {
        ReportQueries queries = ReportQueries.of(POSTGRES.dsl());
        try (InMemoryOutput output = new InMemoryOutput()) {
            new SnapshotPages(queries, new Templates(Assets.load(), "1.2.3"), output, reads)
                    .write(new SnapshotContent(queries, reads, snapshot, null));
            return output.files();
        }
    }

    @Test
    void should_write_the_same_when_parts_are_read_on_several_connections() throws IOException {
        try (ParallelReads reads = ParallelReads.onSeveralConnections()) {
            assertThat(pages(reads)).isEqualTo(files);
        }
    }

    @Test
    void should_write_pages_of_500_systems_when_there_are_more_than_the_overview_holds() {
        assertThat(files.keySet())
                .containsExactly(
                        "about.html",
                        "attention.html",
                        "causes/just-behind-awaiting-deployment.csv",
                        "changes.html",
                        "find-001.js",
                        "findings.html",
                        "flakes.html",
                        "flakes/infra.html",
                        "index.html",
                        "rollout.html",
                        "systems-001.html",
                        "systems-002.html",
                        "systems-003.html",
                        "systems.csv",
                        "trend.html");
        assertThat(page("systems-003.html").select(".systems tbody th").eachText())
                .hasSize(201)
                .startsWith("host-1000")
                .endsWith("host-1200");
    }

    @Test
    void should_show_the_50_most_urgent_when_there_are_more() {
        Document overview = page("index.html");

        assertThat(overview.select(".systems tbody tr:not(.under)")).hasSize(50);
        assertThat(overview.select(".systems tbody a").attr("href")).isEqualTo("../systems/host-0007.html");
        assertThat(overview.select("#systems ~ .note").text()).startsWith("1,151 more systems");
    }

    @Test
    void should_name_the_hosts_at_the_ends_when_pages_are_listed() {
        assertThat(page("index.html").select(".pages a").eachText())
                .containsExactly("host-0000 – host-0499", "host-0500 – host-0999", "host-1000 – host-1200");
    }

    @Test
    void should_show_once_what_systems_of_a_page_share() {
        Document flake = page("flakes/infra.html");

        assertThat(flake.select("#trend").text()).isEqualTo("Trend over the last snapshot");
        assertThat(flake.select(".lines tbody tr:not(.under) td:nth-child(3)").eachText())
                .isEmpty();
        assertThat(flake.select(".lines dt:contains(what to do)")).hasSize(1);
        assertThat(flake.select(".glossary dd:contains(What to do)")).isNotEmpty();
    }

    @Test
    void should_name_the_first_unregistered_host_that_resembles_a_system() {
        for (String path : List.of("systems-001.html", "flakes/infra.html")) {
            assertThat(page(path).select(".lines dt:contains(what to do) + dd").eachText())
                    .singleElement()
                    .asString()
                    .contains("A host that reports as 'host-17.example.org' is probably this machine");
        }
    }

    @Test
    void should_link_to_the_neighbours_when_a_page_has_them() {
        assertThat(page("systems-002.html").select(".head + .neighbours a").eachAttr("href"))
                .containsExactly("systems-001.html", "index.html#pages", "systems-003.html");
    }

    @Test
    void should_hold_every_system_once_when_csv_and_pages_are_compared() {
        long rows = IntStream.rangeClosed(1, 3)
                .mapToObj(Folders::systemsPage)
                .mapToLong(page ->
                        page(page).select(".systems tbody tr:not(.under)").size())
                .sum();

        assertThat(rows).isEqualTo(1201);
        assertThat(files.getOrDefault("systems.csv", "").lines()).hasSize(1202);
    }

    @Test
    void should_list_every_system_with_its_facts_when_an_index_is_written() {
        assertThat(files.getOrDefault("find-001.js", ""))
                .startsWith(
                        "rollcallFound({\"part\":1,\"facts\":[[\"up-to-date\",\"runs-newest\",\"infra\",\"\",\"ops@example.org\"],")
                .contains("\"host-0006\",0,\"host-0007\",1,\"host-0008\",0,")
                .endsWith("\"host-1200\",0]});\n");
        assertThat(page("index.html").select(".find").attr("data-index")).isEqualTo("1");
    }

    @Test
    void should_list_every_system_of_a_cause_and_keep_its_address_when_the_fleet_is_large() {
        Document attention = page("attention.html");
        String list = attention.select(".cause .note a[href$=.csv]").attr("href");

        assertThat(attention.select(".cause h2 a").attr("href"))
                .isEqualTo("#" + attention.select(".cause h2").attr("id"))
                .isEqualTo("#cause-just-behind-awaiting-deployment");
        assertThat(attention.select(".cause .count").text()).matches("120 systems; longest: behind \\d+ [hd]");
        assertThat(list).isEqualTo("causes/just-behind-awaiting-deployment.csv");
        assertThat(files.getOrDefault(list, "").lines())
                .hasSize(121)
                .startsWith("hostname,flake,environment,owner,reason,since")
                .anyMatch(line -> line.startsWith("host-0007,infra,"));
    }

    @Test
    void should_choose_among_all_flakes_when_there_are_more_than_have_a_page() {
        long id = new History(POSTGRES.dsl())
                .snapshot(
                        AS_OF.plus(Duration.ofDays(1)),
                        IntStream.rangeClosed(0, 500)
                                .mapToObj(number -> number == 500
                                        ? SystemRows.outdated("host", "zoo", "a", 1)
                                        : SystemRows.upToDate("host-" + number, "flake-" + number))
                                .toList());
        ReportQueries queries = ReportQueries.of(POSTGRES.dsl());
        SnapshotSummary night = queries.snapshots().find(id).orElseThrow();

        FlakeTable table = FlakeTable.read(queries, night, null, List.of(night), new Forges(Map.of()));

        assertThat(table.worst(1, FlakeLinks.NONE).rows().shown())
                .extracting(FlakeView::name)
                .containsExactly("zoo");
        assertThat(table.all(FlakeLinks.NONE).rows().shown())
                .hasSize(500)
                .extracting(FlakeView::name)
                .startsWith("flake-0", "flake-1", "flake-10")
                .endsWith("zoo");
        assertThat(table.all(FlakeLinks.NONE).rows().leftOut()).isEqualTo(1);
    }

    private static Document page(String path) {
        return Jsoup.parse(files.getOrDefault(path, ""));
    }
}
