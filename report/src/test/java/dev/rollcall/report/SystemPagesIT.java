// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report;

import static dev.rollcall.report.SystemRows.AS_OF;
import static dev.rollcall.report.SystemRows.behindSince;
import static dev.rollcall.report.SystemRows.failing;
import static dev.rollcall.report.SystemRows.offline;
import static dev.rollcall.report.SystemRows.outdated;
import static dev.rollcall.report.SystemRows.owned;
import static dev.rollcall.report.SystemRows.seen;
import static dev.rollcall.report.SystemRows.upToDate;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schema.PostgresExtension;
import dev.rollcall.schema.domain.SystemRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class SystemPagesIT {

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @TempDir
    private Path archive;

    @BeforeEach
    void clear() {
        POSTGRES.clear();
    }

    @Test
    void should_show_why_what_to_do_and_the_story_on_the_page_of_a_system() throws IOException {
        night(0, upToDate("web.example.org", "infra"));
        Document before = page("web.example.org");
        night(1, failing(owned(outdated("web.example.org", "infra", "b", 1), "ops"), "evaluation-failed", "error: no"));

        Document page = page("web.example.org");

        assertThat(before.select(".todo")).isEmpty();
        assertThat(page.select("h1").text()).isEqualTo("web.example.org");
        assertThat(page.select(".lead").text())
                .isEqualTo("▲ Outdated: the newest commit fails to evaluate, 1 commit and 2 d behind.");
        assertThat(page.select(".facts").text()).contains("owner ops");
        assertThat(page.select(".todo").text())
                .isEqualTo("What to do Fix the configuration: commit cccccccccccc fails to evaluate for it.");
        assertThat(page.select("p:contains(What the newest commit fails with:) + .errors b")
                        .text())
                .isEqualTo("error: no");
        assertThat(page.select(".evidence dt:contains(known by) + dd").text()).isEqualTo("store-path");
        assertThat(page.select(".story tbody tr").eachText())
                .containsExactly(
                        "2026-11-24 02:00 ▲ Outdated new in this snapshot evaluation-failed bbbbbbbbbbbb",
                        "2026-11-23 02:00 ● Up to Date ≥ 24 h runs-newest cccccccccccc");
    }

    @Test
    void should_not_change_until_something_about_the_system_changed() throws IOException {
        night(0, upToDate("db", "infra"), upToDate("web", "infra"));
        String db = text("db");
        String web = text("web");

        night(1, outdated("db", "infra", "b", 1), upToDate("web", "infra"));

        assertThat(text("web")).isEqualTo(web);
        assertThat(text("db")).isNotEqualTo(db).contains("2026-11-24 02:00");
    }

    @Test
    void should_show_that_it_left_when_a_night_no_longer_has_the_system() throws IOException {
        night(0, upToDate("db", "infra"), outdated("web", "infra", "b", 1));

        night(1, upToDate("db", "infra"));

        assertThat(page("web").select(".warning").text())
                .startsWith("It left the inventory. The report of 2026-11-24 02:00 UTC is the first without it.");
        assertThat(page("web").select(".story tbody tr:first-child").text()).contains("not in the inventory");
        assertThat(page("web").select("main .note a").eachText()).containsExactly("The first report without it");

        night(2, upToDate("db", "infra"), outdated("web", "infra", "b", 1));
        assertThat(page("web").select(".warning")).isEmpty();
    }

    @Test
    void should_keep_the_page_of_the_newest_night_when_an_older_one_is_rendered_again() throws IOException {
        long first = night(0, upToDate("web", "infra"));
        night(1, outdated("web", "infra", "b", 1));
        String newest = text("web");

        Report.render(POSTGRES.dsl(), new ReportRequest(first, null, archive, "1.2.3"));

        assertThat(text("web")).isEqualTo(newest);
    }

    @Test
    void should_show_what_to_do_now_when_only_time_has_passed() throws IOException {
        SystemRow web = seen(
                behindSince(outdated("web", "infra", "b", 1), AS_OF.minus(Duration.ofDays(13))),
                AS_OF.minus(Duration.ofDays(13)),
                false);
        night(0, web);
        assertThat(page("web").select(".todo").text()).isEqualTo("What to do Deploy commit cccccccccccc.");

        night(2, web);

        assertThat(page("web").select(".todo").text()).startsWith("What to do Check that it is up");
        assertThat(page("web").select(".lead").text()).endsWith("Not heard from for 15 d.");
    }

    @Test
    void should_show_that_a_system_has_recovered_in_a_large_fleet() throws IOException {
        night(0, outdated("web", "infra", "b", 9));

        // this many are more urgent than one that is up to date
        night(
                1,
                Stream.concat(
                        Stream.of(upToDate("web", "infra")),
                        IntStream.range(0, 1000).mapToObj(number -> outdated("host-" + number, "infra", "b", 9))));

        assertThat(page("web").select(".lead").text()).startsWith("● Up to Date");
    }

    @Test
    void should_show_the_longer_story_when_earlier_nights_are_backfilled() throws IOException {
        night(0, upToDate("web", "infra"));
        new History(POSTGRES.dsl()).snapshot(AS_OF.minus(Duration.ofDays(9)), List.of(offline("web", "infra")));

        night(1, upToDate("web", "infra"));

        assertThat(page("web").select(".story tbody tr")).hasSize(2);
    }

    @Test
    void should_be_written_again_when_the_linked_report_is_gone() throws IOException {
        long first = night(0, upToDate("web", "infra"));
        Files.delete(archive.resolve("2026-11-23T020000Z-" + first).resolve("index.html"));

        night(1, upToDate("web", "infra"));

        assertThat(page("web").select(".note a:contains(that night)").attr("href"))
                .startsWith("../2026-11-24T020000Z-");
    }

    @Test
    void should_link_from_the_report_of_a_night_to_the_system_and_back() throws IOException {
        long id = night(0, outdated("web", "infra", "b", 1));
        Path index = archive.resolve("2026-11-23T020000Z-" + id).resolve("index.html");

        String link = Jsoup.parse(index).select(".systems tbody th a").attr("href");

        assertThat(index.resolveSibling(link).normalize()).isEqualTo(archive.resolve("systems/web.html"));
        assertThat(page("web").select(".note a:contains(that night)").attr("href"))
                .isEqualTo("../2026-11-23T020000Z-" + id + "/index.html");
    }

    private long night(int day, SystemRow... systems) {
        return night(day, Stream.of(systems));
    }

    private long night(int day, Stream<SystemRow> systems) {
        long id = new History(POSTGRES.dsl()).snapshot(AS_OF.plus(Duration.ofDays(day)), systems.toList());
        Report.render(POSTGRES.dsl(), new ReportRequest(id, null, archive, "1.2.3"));
        return id;
    }

    private Document page(String host) throws IOException {
        return Jsoup.parse(text(host));
    }

    private String text(String host) throws IOException {
        return Files.readString(archive.resolve("systems").resolve(host + ".html"));
    }
}
