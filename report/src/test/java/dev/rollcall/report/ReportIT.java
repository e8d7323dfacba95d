// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report;

import static dev.rollcall.report.SystemRows.AS_OF;
import static dev.rollcall.report.SystemRows.behindSince;
import static dev.rollcall.report.SystemRows.failing;
import static dev.rollcall.report.SystemRows.offline;
import static dev.rollcall.report.SystemRows.outdated;
import static dev.rollcall.report.SystemRows.owned;
import static dev.rollcall.report.SystemRows.seen;
import static dev.rollcall.report.SystemRows.unknown;
import static dev.rollcall.report.SystemRows.upToDate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.report.model.LineCommit;
import dev.rollcall.schema.PostgresExtension;
import dev.rollcall.schema.domain.FindingKind;
import dev.rollcall.schema.domain.SystemRow;
import dev.rollcall.schema.error.ErrorName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ReportIT {

    private static final List<SystemRow> FIRST_NIGHT = List.of(
            upToDate("butler", "infra"),
            outdated("lucas", "homelab", "a", 4),
            upToDate("orion", "infra"),
            upToDate("webb", null));
    private static final List<SystemRow> SECOND_NIGHT = List.of(
            outdated("butler", "infra", "b", 1),
            outdated("lucas", "homelab", "b", 2),
            offline("nyx", "homelab"),
            upToDate("orion", "infra"),
            unknown("vault", null));

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @TempDir
    private Path archive;

    private long baseline;
    private long snapshot;

    @BeforeEach
    void publishTwoNights() {
        POSTGRES.clear();
        History history = new History(POSTGRES.dsl());
        baseline = history.snapshot(AS_OF.minus(Duration.ofDays(1)), FIRST_NIGHT);
        snapshot = history.snapshot(AS_OF, "after <b>lunch</b>", SECOND_NIGHT);
        history.finding(snapshot, FindingKind.NAME_MISMATCH, "vault", "no evaluation of this name", "Vault");
    }

    @Test
    void should_write_the_pages_of_a_snapshot_when_it_is_rendered() {
        Path index = render(snapshot, baseline);

        assertThat(archive.relativize(index)).hasToString("2026-11-23T020000Z-" + snapshot + "/index.html");
        assertThat(Pages.in(archive).keySet())
                .anyMatch(path -> path.matches("assets/rollcall-[0-9a-f]{12}\\.css"))
                .anyMatch(path -> path.matches("assets/rollcall-[0-9a-f]{12}\\.js"))
                .contains("index.html")
                .contains(
                        in(snapshot, "index.html"),
                        in(snapshot, "changes.html"),
                        in(snapshot, "attention.html"),
                        in(snapshot, "trend.html"),
                        in(snapshot, "flakes.html"),
                        in(snapshot, "flakes/homelab.html"),
                        in(snapshot, "flakes/infra.html"),
                        in(snapshot, "rollout.html"),
                        in(snapshot, "findings.html"),
                        in(snapshot, "about.html"),
                        in(snapshot, "systems.csv"))
                .contains("badges/systems.svg", "latest.json", ArchiveOwner.FILE, "systems/butler.html")
                .hasSize(25);
    }

    @Test
    void should_agree_on_the_counts_when_tiles_flakes_and_csv_are_compared() {
        render(snapshot, baseline);
        Document overview = page(snapshot, "index.html");

        assertThat(overview.select(".tile .count").eachText()).containsExactly("1", "2", "1", "1");
        assertThat(overview.select(".flakes tfoot td.number").eachText())
                .containsExactly("5 +1", "1 −2", "2 +1", "1 +1", "1 +1");
        assertThat(overview.select(".flakes tbody tr")).hasSize(3);
        assertThat(Pages.in(archive).get(in(snapshot, "systems.csv")))
                .containsOnlyOnce(",Up to Date,")
                .containsOnlyOnce(",Unknown State,")
                .containsOnlyOnce(",Offline,")
                .contains("butler,infra,Outdated,", "lucas,homelab,Outdated,");
    }

    @Test
    void should_show_what_changed_when_there_is_a_baseline() {
        render(snapshot, baseline);

        assertThat(page(snapshot, "index.html").select(".answers").text())
                .contains("2 newly need attention, 1 got worse, 2 joined, 1 left");
        Document changes = page(snapshot, "changes.html");
        assertThat(changes.select("section[aria-labelledby=up-to-date--outdated] tbody tr")
                        .text())
                .contains("butler")
                .contains("awaiting-deployment")
                .contains("cccccccccccc");
        assertThat(changes.select("section[aria-labelledby=joined--offline] tbody th")
                        .text())
                .isEqualTo("nyx");
        assertThat(changes.select("section[aria-labelledby=up-to-date--left] tbody th")
                        .text())
                .isEqualTo("webb");
        assertThat(changes.select("section[aria-labelledby=moved] tbody tr:not(.group) th")
                        .text())
                .isEqualTo("lucas");
        assertThat(changes.select(".matrix tfoot td").eachText()).containsExactly("1", "2", "1", "1", "1");
    }

    @Test
    void should_not_mention_silence_when_no_system_sends_heartbeats() {
        SystemRow butler = upToDate("butler", "infra");
        List<SystemRow> systems = List.of(seen(butler, butler.deployedAt(), false));
        long without = new History(POSTGRES.dsl()).snapshot(AS_OF.plus(Duration.ofDays(1)), systems);
        render(snapshot, baseline);
        Path index = render(without, null);

        assertThat(page(snapshot, "index.html").select(".answers").text())
                .contains("Marked 0 silent")
                .doesNotContain("no system sends");
        assertThat(Jsoup.parse(Pages.in(archive)
                                .getOrDefault(archive.relativize(index).toString(), ""))
                        .select(".answers")
                        .text())
                .contains("Marked no system sends heartbeats, so none can be marked silent")
                .doesNotContain("0 silent");
    }

    @Test
    void should_limit_the_details_of_a_row_to_what_it_does_not_show() {
        render(snapshot, baseline);
        Document overview = page(snapshot, "index.html");

        assertThat(overview.select(".systems tr:contains(butler) + .under dt").eachText())
                .containsExactly("what to do");
        assertThat(overview.select(".systems tr:contains(vault) + .under dt").eachText())
                .containsExactly("what to do", "store path");
        assertThat(overview.select(".systems + .glossary dt").eachText())
                .containsExactlyInAnyOrder("awaiting-deployment", "no-flake", "never-deployed", "runs-newest");
    }

    @Test
    void should_count_the_flakes_that_it_does_not_name_when_a_reason_has_many() {
        List<SystemRow> systems = IntStream.range(0, 11)
                .mapToObj(number -> outdated("host-" + number, "flake-" + number, "b", 1))
                .toList();
        long many = new History(POSTGRES.dsl()).snapshot(AS_OF.plus(Duration.ofDays(1)), systems);
        render(many, null);
        Document attention = Jsoup.parse(attention(many));

        assertThat(attention
                        .select("section[aria-labelledby=cause-behind-awaiting-deployment] .note")
                        .text())
                .endsWith("and 3 more");
        assertThat(attention.select(".systems tbody tr")).hasSize(11);
    }

    @Test
    void should_not_call_a_cause_new_when_its_old_systems_are_left_out() {
        new History(POSTGRES.dsl()).snapshot(AS_OF.plus(Duration.ofDays(1)), neverDeployed(900));
        long many = new History(POSTGRES.dsl()).snapshot(AS_OF.plus(Duration.ofDays(2)), neverDeployed(100));
        render(many, null);

        Document attention = Jsoup.parse(attention(many));

        assertThat(attention.select(".reasons .needs").eachText()).containsExactly("○ Never deployed 900 systems –");
        assertThat(attention.select(".cause .count").eachText()).containsExactly("900 systems");
    }

    @Test
    void should_count_only_owners_that_need_attention_when_there_are_many() {
        long many = new History(POSTGRES.dsl())
                .snapshot(
                        AS_OF.plus(Duration.ofDays(1)),
                        IntStream.range(10, 70)
                                .mapToObj(number -> owned(
                                        number < 61
                                                ? offline("host-" + number, "infra")
                                                : outdated("host-" + number, "infra", "b", 1),
                                        "owner-" + number))
                                .toList());
        render(many, null);

        assertThat(Jsoup.parse(anyNight(many, "index.html")).select(".answers").text())
                .contains("owner-15 1 (host-15) and 45 more");
    }

    @Test
    void should_name_and_define_those_that_need_attention_when_some_do() {
        render(snapshot, baseline);

        assertThat(page(snapshot, "index.html").select(".bands tbody th").eachText())
                .containsExactly(
                        "○ Never deployed",
                        "? Unknown State",
                        "▲ Behind 1 to 7 d",
                        "▲ Behind under 1 d",
                        "● Up to Date");
        assertThat(page(snapshot, "attention.html").select(".reasons .needs").eachText())
                .containsExactly(
                        "○ Never deployed 1 system new in this snapshot",
                        "? Has no flake 1 system new in this snapshot");
        assertThat(page(snapshot, "about.html")
                        .select("section[aria-labelledby=urgency] dt")
                        .eachText())
                .contains("Never deployed", "Unknown State", "Behind 1 to 7 d", "Up to Date");
    }

    @Test
    void should_put_the_most_urgent_first_when_all_systems_are_listed() {
        render(snapshot, baseline);

        assertThat(page(snapshot, "index.html").select(".systems tbody th").eachText())
                .containsExactly("nyx", "vault", "lucas", "butler", "orion");
    }

    @Test
    void should_resolve_every_link_when_two_reports_are_in_the_archive() {
        render(baseline, null);
        render(snapshot, baseline);

        Pages.assertLinksResolve(Pages.in(archive));
        assertThat(Jsoup.parse(Pages.in(archive).getOrDefault("index.html", "")).select(".archive tbody a"))
                .hasSize(2);
    }

    @Test
    void should_not_link_from_the_archive_when_a_report_is_not_there() {
        render(snapshot, baseline);

        Document index = Jsoup.parse(Pages.in(archive).getOrDefault("index.html", ""));
        assertThat(index.select(".archive tbody tr")).hasSize(2);
        assertThat(index.select(".archive tbody a").eachAttr("href")).containsExactly(in(snapshot, "index.html"));
        assertThat(index.select(".archive .none").text())
                .startsWith("no report rollcall report --snapshot " + baseline + " --out DIR");
        assertThat(index.select(".note").text())
                .contains("run rollcall report --snapshot NUMBER --out DIR, where DIR is the folder of this archive.");
    }

    @Test
    void should_link_to_its_night_in_the_archive() {
        render(baseline, null);
        render(snapshot, baseline);
        Document archived = Jsoup.parse(Pages.in(archive).getOrDefault("index.html", ""));

        assertThat(page(snapshot, "changes.html")
                        .select("header a:contains(All nights)")
                        .attr("href"))
                .isEqualTo("../index.html#night-" + snapshot);
        assertThat(page(snapshot, "index.html").select(".answers a").eachAttr("href"))
                .contains("../index.html#report-" + baseline);
        assertThat(archived.select("tr[id]").eachAttr("id")).containsExactly("night-" + snapshot, "night-" + baseline);
        assertThat(archived.select(".note").text()).doesNotContain("no report");
    }

    @Test
    void should_link_to_each_month_when_the_archive_has_more_than_one() {
        History history = new History(POSTGRES.dsl());
        long earlier = history.snapshot(AS_OF.minus(Duration.ofDays(40)), FIRST_NIGHT);
        render(earlier, null);

        assertThat(Jsoup.parse(Pages.in(archive).getOrDefault("index.html", ""))
                        .select(".months a")
                        .eachAttr("href"))
                .containsExactly("#month-2026-11", "#month-2026-10");
        Pages.assertLinksResolve(Pages.in(archive));
    }

    @Test
    void should_give_the_same_bytes_when_rendered_again_after_later_snapshots(@TempDir Path other) {
        render(snapshot, baseline);
        new History(POSTGRES.dsl()).snapshot(AS_OF.plus(Duration.ofDays(1)), FIRST_NIGHT);
        Report.render(POSTGRES.dsl(), new ReportRequest(snapshot, baseline, other, "1.2.3"));

        assertThat(Pages.in(other.resolve(folder(snapshot)))).isEqualTo(Pages.in(archive.resolve(folder(snapshot))));
    }

    @Test
    void should_keep_a_report_when_it_exists() throws IOException {
        Path index = render(snapshot, baseline);
        Files.writeString(index, "mine");

        render(snapshot, null);

        assertThat(index).hasContent("mine");
    }

    @Test
    void should_clean_up_when_a_killed_run_left_incomplete_files() throws IOException {
        Path leftover = Files.createDirectories(archive.resolve(".writing-2026-11-23T020000Z-" + snapshot));
        Files.writeString(leftover.resolve("index.html"), "half");

        render(snapshot, baseline);

        assertThat(leftover).doesNotExist();
        assertThat(Pages.in(archive).keySet()).noneMatch(path -> path.startsWith(".writing-"));
    }

    @Test
    void should_report_it_when_there_is_nothing_to_compare_with() {
        render(baseline, null);

        assertThat(page(baseline, "changes.html").select("h1").text()).isEqualTo("No changes to show");
        assertThat(page(baseline, "index.html").select(".tile .delta")).isEmpty();
    }

    @Test
    void should_warn_when_the_inventory_was_stale() {
        new History(POSTGRES.dsl())
                .finding(snapshot, FindingKind.STALE_INVENTORY, "inventory", "newest fact of yesterday", null);

        render(snapshot, baseline);

        assertThat(List.of(
                        "index.html",
                        "attention.html",
                        "changes.html",
                        "flakes.html",
                        "rollout.html",
                        "trend.html",
                        "findings.html"))
                .allSatisfy(path -> assertThat(
                                page(snapshot, path).select(".warning").text())
                        .contains("newest fact of yesterday"));
    }

    @Test
    void should_group_systems_by_the_text_of_their_evaluation_when_it_fails() {
        String error = "error:\n  … while evaluating\n\n  error: attribute 'a' missing <b>";
        long failing = new History(POSTGRES.dsl())
                .snapshot(
                        AS_OF.plus(Duration.ofDays(1)),
                        List.of(
                                failing(outdated("one", "infra", "b", 1), "evaluation-failed", error),
                                failing(outdated("two", "infra", "b", 1), "evaluation-failed", error),
                                failing(outdated("six", "infra", "b", 1), "evaluation-failed", "killed")));
        Report.render(POSTGRES.dsl(), new ReportRequest(failing, null, archive, "1.2.3"));
        Document attention =
                Jsoup.parse(Pages.in(archive).getOrDefault("2026-11-24T020000Z-" + failing + "/attention.html", ""));

        assertThat(attention.select(".errors li > span").eachText()).containsExactly("2 systems", "1 system");
        assertThat(attention.select(".errors li:first-child b").text()).isEqualTo("error: attribute 'a' missing <b>");
        assertThat(attention.select(".errors li:first-child pre").text()).contains("… while evaluating");
        assertThat(attention
                        .select(".systems tr:contains(six) + .under dd.error")
                        .text())
                .isEqualTo("killed");
    }

    @Test
    void should_show_what_to_do_once_per_cause_and_group_its_systems_by_owner() {
        long owned = new History(POSTGRES.dsl())
                .snapshot(
                        AS_OF.plus(Duration.ofDays(1)),
                        List.of(
                                owned(outdated("a", "infra", "b", 1), "web"),
                                owned(outdated("b", "infra", "a", 1), "data"),
                                owned(outdated("c", "infra", "b", 1), null),
                                owned(offline("d", "infra"), "web")));
        render(owned, null);
        Document attention = Jsoup.parse(attention(owned));
        Element behind = attention
                .select("section[aria-labelledby=cause-behind-awaiting-deployment]")
                .get(0);

        assertThat(attention.select(".reasons tbody tr").eachText())
                .containsExactly(
                        "○ Never deployed 1 system web 1 new in this snapshot",
                        "▲ Behind 1 to 7 d: waits for deployment 3 systems web 1, data 1, no owner 1 behind 2 d",
                        "web 1 d never deployed 1, behind 1 to 7 d: waits for deployment 1",
                        "data 0 behind 1 to 7 d: waits for deployment 1",
                        "no owner 0 behind 1 to 7 d: waits for deployment 1");
        assertThat(attention.select("tr#owner-web b").eachText()).containsExactly("1", "never deployed 1");
        assertThat(attention.select("tr#no-owner a").eachAttr("href"))
                .containsExactly("#cause-behind-awaiting-deployment");
        assertThat(Jsoup.parse(anyNight(owned, "index.html"))
                        .select(".answers a[href^=attention]")
                        .eachAttr("href"))
                .containsExactly("attention.html#owner-web");
        assertThat(behind.select(".todo").eachText()).containsExactly("What to do Deploy commit cccccccccccc.");
        assertThat(behind.select(".systems .group").eachText()).containsExactly("data 1", "web 1", "no owner 1");
        assertThat(behind.select(".systems tbody tr:not(.group) th").eachText()).containsExactly("b", "a", "c");
    }

    @Test
    void should_warn_of_a_flake_without_a_system_that_is_up_to_date_when_it_had_none_before_either() {
        List<SystemRow> fleet = List.of(
                outdated("a", "edge", "b", 1),
                outdated("b", "edge", "b", 1),
                behindSince(outdated("c", "edge", "a", 2), AS_OF.minus(Duration.ofDays(3))),
                outdated("d", "few", "b", 1),
                outdated("e", "few", "b", 1),
                seen(upToDate("f", "infra"), AS_OF.minus(Duration.ofDays(9)), false),
                seen(upToDate("g", "infra"), AS_OF.minus(Duration.ofDays(3)), false));
        History history = new History(POSTGRES.dsl());
        long first = history.snapshot(
                AS_OF.plus(Duration.ofDays(1)),
                Stream.concat(fleet.stream(), Stream.of("x", "y", "z").map(host -> upToDate(host, "fresh")))
                        .toList());
        long second = history.snapshot(
                AS_OF.plus(Duration.ofDays(2)),
                Stream.concat(fleet.stream(), Stream.of("x", "y", "z").map(host -> outdated(host, "fresh", "b", 1)))
                        .toList());
        history.commits(
                second,
                "edge",
                null,
                List.of(
                        new LineCommit("c".repeat(40), AS_OF, "third", "Amy"),
                        new LineCommit("b".repeat(40), AS_OF, "second", null),
                        new LineCommit("a".repeat(40), AS_OF, "first", null)));
        render(second, first);
        render(first, null);
        Document overview = Jsoup.parse(anyNight(second, "index.html"));

        assertThat(overview.select("h1").text())
                .isEqualTo("No system needs attention, but the flake edge as a whole does")
                .isEqualTo(Jsoup.parse(anyNight(second, "attention.html"))
                        .select("h1")
                        .text());
        assertThat(overview.select(".warning").text())
                .isEqualTo("No system of edge (3 systems) is Up to Date, and none was in the baseline.");
        assertThat(overview.select(".answers").text())
                .contains(
                        "Longest c behind 5 d",
                        "no system is Up to Date in 3 of 4 flakes: edge, few, fresh",
                        "Last seen 9 within 7 d, 1 longer ago");
        assertThat(Jsoup.parse(anyNight(first, "index.html")).select(".warning"))
                .isEmpty();
        assertThat(Jsoup.parse(anyNight(second, "flakes/edge.html"))
                        .select("section[aria-labelledby=lacked] tbody tr")
                        .eachText())
                .containsExactly("cccccccccccc third Amy 2 d", "bbbbbbbbbbbb second – 2 d");
    }

    @Test
    void should_count_only_flakes_with_systems_when_it_compares_flakes() {
        History history = new History(POSTGRES.dsl());
        Instant next = AS_OF.plus(Duration.ofDays(1));
        long first = history.snapshot(next, List.of(upToDate("a", "web"), upToDate("b", "retired")));
        long second = history.snapshot(
                next.plus(Duration.ofDays(1)), List.of(outdated("a", "web", "b", 1), unknown("x", null)));
        render(second, first);

        assertThat(Jsoup.parse(anyNight(second, "index.html"))
                        .select(".answers")
                        .text())
                .contains("Commit bbbbbbbbbbbb on 1 of 2 systems, most common, 1 commit behind the newest")
                .doesNotContain("flake");
    }

    @Test
    void should_show_which_systems_changed_on_a_night_without_another_status() {
        History history = new History(POSTGRES.dsl());
        Instant next = AS_OF.plus(Duration.ofDays(1));
        long first = history.snapshot(
                next,
                List.of(
                        outdated("a", "web", "a", 4),
                        upToDate("b", "old-name"),
                        failing(outdated("c", "web", "b", 1), "not-evaluated", null)));
        long second = history.snapshot(
                next.plus(Duration.ofDays(1)),
                List.of(outdated("a", "web", "b", 2), upToDate("b", "new-name"), outdated("c", "web", "b", 1)));
        render(second, first);

        assertThat(Jsoup.parse(anyNight(second, "index.html"))
                        .select(".answers")
                        .text())
                .contains("earlier: 1 changed commit without a deployment, 1 changed flake, 1 changed reason.");
    }

    @Test
    void should_count_all_systems_of_a_flake_when_they_run_more_commits_than_are_listed() {
        History history = new History(POSTGRES.dsl());
        Stream<SystemRow> far = IntStream.rangeClosed(1, 25)
                .mapToObj(number -> outdated(
                        "far-" + number, "far", Character.toString('d' + number), number == 25 ? 250 : number));
        long night = history.snapshot(
                AS_OF.plus(Duration.ofDays(1)),
                Stream.concat(far, Stream.of(upToDate("near", "far"), outdated("exact", "exact", "a", 100)))
                        .toList());
        for (String flake : List.of("far", "exact")) {
            history.commits(
                    night,
                    flake,
                    null,
                    IntStream.range(0, 100)
                            .mapToObj(number -> new LineCommit(
                                    String.format("%040x", number), AS_OF, flake + " 👩\u200d💻\u202e", "آن\u200cلاین"))
                            .toList());
        }
        render(night, null);
        Document page = Jsoup.parse(anyNight(night, "flakes/far.html"));
        Element lacked = page.select("section[aria-labelledby=lacked]").get(0);
        Element exactly = Jsoup.parse(anyNight(night, "flakes/exact.html"))
                .select("section[aria-labelledby=lacked]")
                .get(0);

        assertThat(page.select("section[aria-labelledby=commits] .since").text())
                .isEqualTo("1 of 26 systems runs the newest commit; 25 run an older one.");
        assertThat(page.select(".commits tbody tr")).hasSize(20);
        assertThat(page.select(".tile a").eachText()).containsExactly("▲ Outdated");
        assertThat(lacked.select("caption").text()).isEqualTo("250 in all, newest first");
        assertThat(lacked.select(".note").text()).isEqualTo("And 150 more.");
        assertThat(lacked.select("tbody tr").get(0).text())
                .isEqualTo("000000000000 far 👩\u200d💻\\u202e آن\u200cلاین 24 h");
        assertThat(exactly.select("caption").text()).isEqualTo("100 in all, newest first");
        assertThat(exactly.select("tbody tr")).hasSize(100);
        assertThat(exactly.select(".note")).isEmpty();
    }

    @Test
    void should_show_how_far_behind_a_commit_is_when_a_system_is_held_on_it() {
        long night = new History(POSTGRES.dsl())
                .snapshot(
                        AS_OF.plus(Duration.ofDays(1)),
                        List.of(
                                upToDate("near", "infra"),
                                outdated("behind", "infra", "a", 21),
                                SystemRows.held("kept", "infra", "a")));

        render(night, null);

        assertThat(Jsoup.parse(anyNight(night, "flakes/infra.html"))
                        .select(".commits td[data-label=Behind the newest]")
                        .eachText())
                .containsExactly("–", "21 commits");
    }

    @Test
    void should_group_all_systems_not_heard_from_under_one_cause_whatever_they_run() {
        Instant longAgo = AS_OF.minus(Duration.ofDays(20));
        long unheard = new History(POSTGRES.dsl())
                .snapshot(
                        AS_OF.plus(Duration.ofDays(1)),
                        List.of(
                                seen(unknown("a", "infra"), longAgo, false),
                                seen(outdated("b", "infra", "b", 30), longAgo, false),
                                seen(upToDate("c", "infra"), longAgo, true)));
        render(unheard, null);

        assertThat(Jsoup.parse(attention(unheard)).select(".reasons tbody tr").eachText())
                .containsExactly("▲ Not heard from 3 systems not heard from for 21 d");
    }

    @Test
    void should_hide_the_columns_that_are_the_same_for_the_whole_fleet() {
        render(snapshot, baseline);

        assertThat(page(snapshot, "index.html").select(".systems").get(0).classNames())
                .contains("no-owner", "no-environment")
                .doesNotContain("no-flake", "no-seen");
    }

    @Test
    void should_say_that_one_is_not_shown_when_one_is_left_out() {
        History history = new History(POSTGRES.dsl());
        long many = history.snapshot(
                AS_OF.plus(Duration.ofDays(1)),
                IntStream.range(0, 101)
                        .mapToObj(number -> outdated("host-" + number, "infra", "b", 1))
                        .toList());
        for (int number = 0; number < 151; number++) {
            history.finding(many, FindingKind.REPORTS_UNREGISTERED, "guest-" + number, null, null);
        }

        render(many, null);

        assertThat(anyNight(many, "flakes/infra.html"))
                .contains("1 more system that is not up to date is not shown here;");
        assertThat(anyNight(many, "findings.html")).contains("1 more of this kind is not shown here.");
    }

    @Test
    void should_name_the_host_that_is_probably_meant_when_a_system_never_reported() {
        new History(POSTGRES.dsl())
                .finding(
                        snapshot,
                        FindingKind.REPORTS_UNREGISTERED,
                        "nyx.lan",
                        "last reported 2026-11-22T00:00:00Z",
                        "nyx");

        render(snapshot, baseline);

        assertThat(page(snapshot, "index.html")
                        .select(".systems tr:contains(nyx) + .under dt:contains(what to do) + dd")
                        .text())
                .startsWith("A host that reports as 'nyx.lan' is probably this machine");
    }

    @Test
    void should_not_report_success_when_nothing_is_known() {
        History history = new History(POSTGRES.dsl());
        long empty = history.snapshot(AS_OF.plus(Duration.ofDays(1)), List.of());
        history.finding(empty, FindingKind.STALE_INVENTORY, "inventory", "the inventory is empty", null);
        long stale = history.snapshot(AS_OF.plus(Duration.ofDays(2)), List.of(upToDate("butler", "infra")));
        history.finding(stale, FindingKind.STALE_INVENTORY, "inventory", "nothing since 2026-01-01T00:00:00Z", null);

        render(empty, null);
        Document ofEmpty = Jsoup.parse(attention(empty));
        render(stale, null);
        Document ofStale = Jsoup.parse(attention(stale));

        assertThat(ofEmpty.select("main").text())
                .contains("No active systems", "the inventory is empty")
                .doesNotContain("Nothing needs attention", "Every system is up to date");
        assertThat(ofStale.select("main").text())
                .contains("nothing since 2026-01-01T00:00:00Z", "may be out of date")
                .doesNotContain("Nothing needs attention", "Every system is up to date.");
        assertThat(Pages.in(archive).get("badges/systems.svg")).contains("stale inventory");
        assertThat(Pages.in(archive).get("latest.json")).contains("\"stale_inventory\" : true");
    }

    private String attention(long id) {
        return anyNight(id, "attention.html");
    }

    private String anyNight(long id, String name) {
        return Pages.in(archive).entrySet().stream()
                .filter(file -> file.getKey().endsWith("-" + id + "/" + name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    @Test
    void should_refuse_when_the_snapshot_is_not_published() {
        assertThatThrownBy(() -> render(snapshot + 1, null))
                .hasFieldOrPropertyWithValue("name", ErrorName.UNKNOWN_SNAPSHOT);
    }

    private Path render(long id, @Nullable Long baselineId) {
        return Report.render(POSTGRES.dsl(), new ReportRequest(id, baselineId, archive, "1.2.3"));
    }

    private Document page(long id, String name) {
        Map<String, String> files = Pages.in(archive);
        return Jsoup.parse(files.getOrDefault(in(id, name), ""));
    }

    private String in(long id, String name) {
        return folder(id) + "/" + name;
    }

    private String folder(long id) {
        return (id == snapshot ? "2026-11-23T020000Z-" : "2026-11-22T020000Z-") + id;
    }

    private static List<SystemRow> neverDeployed(int from) {
        return IntStream.range(from, 1000)
                .mapToObj(number -> offline("host-" + number, "infra"))
                .toList();
    }
}
