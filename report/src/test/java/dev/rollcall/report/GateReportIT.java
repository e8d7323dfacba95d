// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report;

import static dev.rollcall.report.SystemRows.AS_OF;
import static dev.rollcall.report.SystemRows.outdated;
import static dev.rollcall.report.SystemRows.upToDate;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.report.model.Bounded;
import dev.rollcall.report.model.GateExemption;
import dev.rollcall.report.model.GateRule;
import dev.rollcall.report.model.GateVerdict;
import dev.rollcall.schema.PostgresExtension;
import dev.rollcall.schema.domain.FindingKind;
import dev.rollcall.schema.domain.Outcome;
import dev.rollcall.schema.domain.SystemRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the report shows about a gate. */
class GateReportIT {

    private static final List<SystemRow> SYSTEMS = List.of(
            outdated("butler", "infra", "b", 1), outdated("lucas", "infra", "b", 2), upToDate("orion", "infra"));

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @TempDir
    private Path archive;

    private History history = new History(POSTGRES.dsl());

    @BeforeEach
    void clear() {
        POSTGRES.clear();
        history = new History(POSTGRES.dsl());
    }

    @Test
    void should_show_each_rule_with_its_threshold_and_measure_when_a_gate_failed() throws IOException {
        long snapshot = history.snapshot(AS_OF, SYSTEMS);
        history.verdict(snapshot, Verdicts.failed(List.of("butler"), "lu*", 1));

        Document page = overview(snapshot, null);

        assertThat(page.select("#gate").text()).isEqualTo("The gate ✘ failed");
        assertThat(page.select(".rules-of-gate tbody tr").eachText())
                .containsExactly(
                        "✘ failed max-outdated fleet at most 0 1 systems butler",
                        "✔ passed max-offline environment prod at most 5% 0 of 3 systems (0%) –");
        assertThat(page.select(".rules-of-gate a").attr("href")).isEqualTo("../systems/butler.html");
        assertThat(page.select(".exemptions tbody tr").eachText())
                .containsExactly(
                        "lu* 1 system being rebuilt ops 2026-12-31",
                        "old-* 1 system forgotten nobody 2026-01-31 expired");
    }

    @Test
    void should_mark_exempt_systems_and_show_why() throws IOException {
        long snapshot = history.snapshot(AS_OF, SYSTEMS);
        history.verdict(snapshot, Verdicts.failed(List.of("butler"), "lu*", 1));

        Document page = overview(snapshot, null);

        assertThat(page.select(".systems tr:has(th b) th bdi").eachText()).containsExactly("lucas");
        assertThat(page.select(".systems dl").text()).contains("exempt being rebuilt (ops, until 2026-12-31)");
        assertThat(page.select(".answers").text()).contains("1 exempt from the gate");
    }

    @Test
    void should_not_mention_a_gate_when_there_is_none() throws IOException {
        long snapshot = history.snapshot(AS_OF, SYSTEMS);

        Document page = overview(snapshot, null);

        assertThat(page.text()).doesNotContainIgnoringCase("gate").doesNotContain("exempt.");
        assertThat(Files.readString(archive.resolve("index.html"))).doesNotContain("Gate");
        assertThat(archive.resolve("badges/gate.svg")).doesNotExist();
    }

    @Test
    void should_show_the_outcome_of_every_night_when_the_archive_is_opened() throws IOException {
        long baseline = history.snapshot(AS_OF.minus(Duration.ofDays(1)), SYSTEMS);
        history.verdict(baseline, new GateVerdict(Outcome.PASSED, null, List.of(), List.of()));
        long snapshot = history.snapshot(AS_OF, SYSTEMS);
        history.verdict(
                snapshot, new GateVerdict(Outcome.UNDECIDABLE, "The inventory is stale.", List.of(), List.of()));

        Document page = overview(snapshot, baseline);

        assertThat(page.select(".gate .since").text()).isEqualTo("The inventory is stale.");
        assertThat(page.text()).contains("the gate could not decide (previously: passed)");
        assertThat(Jsoup.parse(Files.readString(archive.resolve("index.html")))
                        .select(".archive .verdict")
                        .eachText())
                .containsExactly("? can’t decide", "✔ passed");
        assertThat(Files.readString(archive.resolve("badges/gate.svg"))).contains("gate: undecidable");
    }

    @ParameterizedTest
    @CsvSource({"20, 10 more rules are not shown here", "11, 1 more rule is not shown here"})
    void should_show_the_broken_rules_first_and_count_the_others_when_there_are_many(int all, String note)
            throws IOException {
        List<GateRule> rules = new ArrayList<>();
        for (int i = 0; i < all; i++) {
            rules.add(rule("flake f" + i, i == 10 ? Outcome.FAILED : Outcome.PASSED));
        }
        long snapshot = history.snapshot(AS_OF, SYSTEMS);
        history.verdict(snapshot, new GateVerdict(Outcome.FAILED, null, rules, List.of()));

        Document page = overview(snapshot, null);

        assertThat(page.select(".rules-of-gate tbody tr").eachText())
                .hasSize(10)
                .first()
                .asString()
                .startsWith("✘ failed max-outdated flake f10");
        assertThat(page.select(".gate .note:not(.printed)").text()).startsWith(note);
    }

    @Test
    void should_show_what_is_not_printed_when_the_overview_has_more_than_a_sheet() throws IOException {
        long snapshot = history.snapshot(AS_OF, SYSTEMS);
        GateVerdict verdict = Verdicts.failed(List.of("butler"), "lu*", 1);
        List<GateExemption> three = new ArrayList<>(verdict.exemptions());
        three.add(three.get(0));
        history.verdict(snapshot, new GateVerdict(Outcome.FAILED, null, verdict.rules(), three));
        for (FindingKind kind : List.of(FindingKind.values()).subList(0, 7)) {
            history.finding(snapshot, kind, "butler", null, null);
        }

        Document page = overview(snapshot, null);

        assertThat(page.select(".gate .printed, .findings .printed").eachText())
                .containsExactly("Printed here: 2 of 3 exemptions.", "Printed here: 6 of 7 kinds of findings.");
    }

    @Test
    void should_point_at_the_newest_existing_report_in_latest_json() throws IOException {
        long older = history.snapshot(AS_OF.minus(Duration.ofDays(1)), SYSTEMS);
        history.snapshot(AS_OF, SYSTEMS);

        overview(older, null);

        assertThat(Files.readString(archive.resolve("latest.json")))
                .contains("\"report\" : \"2026-11-22T020000Z-" + older + "/index.html\"");
        assertThat(Files.readString(archive.resolve("badges/systems.svg"))).contains("systems: 33 % up to date");
    }

    private static GateRule rule(String scope, Outcome outcome) {
        return new GateRule("max-outdated", scope, "at most 0", "0", outcome, new Bounded<>(List.of(), 0));
    }

    private Document overview(long snapshot, @Nullable Long baseline) throws IOException {
        return Jsoup.parse(Files.readString(
                Report.render(POSTGRES.dsl(), new ReportRequest(snapshot, baseline, archive, "test"))));
    }
}
