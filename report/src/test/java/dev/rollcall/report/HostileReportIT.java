// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report;

import static dev.rollcall.report.SystemRows.AS_OF;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.report.model.LineCommit;
import dev.rollcall.schema.PostgresExtension;
import dev.rollcall.schema.domain.FindingKind;
import dev.rollcall.schema.domain.Status;
import dev.rollcall.schema.domain.SystemRow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class HostileReportIT {

    private static final String ATTACK =
            "\"'><script>alert(1)</script><img src=http://x onerror=y>&amp;\u202e${1+1}<#stop>";

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @TempDir
    private Path archive;

    private Map<String, String> files = Map.of();

    @BeforeEach
    void renderTexts() {
        POSTGRES.clear();
        History history = new History(POSTGRES.dsl());
        long baseline = history.snapshot(
                AS_OF.minus(Duration.ofDays(1)),
                ATTACK,
                List.of(hostile("was" + ATTACK, Status.OUTDATED), hostile("is" + ATTACK, Status.OFFLINE)));
        long snapshot = history.snapshot(AS_OF, ATTACK, List.of(hostile("is" + ATTACK, Status.OUTDATED)));
        history.commits(
                snapshot,
                ATTACK,
                "gitlab+https://gitlab.example.org/infra/web",
                List.of(
                        new LineCommit(ATTACK, AS_OF, ATTACK, ATTACK),
                        new LineCommit("a".repeat(40), AS_OF, ATTACK, ATTACK)));
        history.verdict(snapshot, Verdicts.hostile(ATTACK, "is" + ATTACK));
        history.finding(snapshot, FindingKind.NAME_MISMATCH, ATTACK, ATTACK, ATTACK);
        history.finding(snapshot, FindingKind.STALE_INVENTORY, ATTACK, ATTACK, null);
        Report.render(POSTGRES.dsl(), new ReportRequest(snapshot, baseline, archive, ATTACK));
        files = Pages.in(archive);
    }

    @Test
    void should_show_markup_as_text_when_any_text_holds_it() {
        Pages.assertHarmless(files);
        assertThat(Jsoup.parse(overview()).select(".systems tbody th").text())
                .contains("is\"'><script>alert(1)</script>")
                .contains("&amp;\\u202e${1+1}<#stop>");
    }

    @Test
    void should_show_the_message_of_a_commit_as_text_when_it_contains_markup() {
        String page = files.entrySet().stream()
                .filter(file -> file.getKey().startsWith("systems/is"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();

        assertThat(Jsoup.parse(page)
                        .select(".lacked td[data-label=Subject] bdi, .lacked td[data-label=Author] bdi")
                        .eachText())
                .hasSize(2)
                .allSatisfy(text -> assertThat(text).contains("<script>"));
    }

    @Test
    void should_show_the_text_of_a_failed_evaluation_as_text_when_it_contains_markup() {
        String attention = files.entrySet().stream()
                .filter(file -> file.getKey().matches("2026.*/attention\\.html"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();

        assertThat(Jsoup.parse(attention).select(".errors b").text())
                .contains("<script>alert(1)</script>")
                .contains("&amp;\\u202e${1+1}<#stop>");
    }

    @Test
    void should_not_hold_any_bidi_or_control_character_when_any_text_does() {
        files.forEach((path, text) -> {
            if (path.endsWith(".html")) {
                assertThat(text).as(path).doesNotContainPattern("[\\p{Cc}\\p{Cf}&&[^\\n]]");
            }
        });
    }

    @Test
    void should_name_files_by_instants_and_numbers_when_names_are_hostile() {
        assertThat(files.keySet()).allMatch(path -> path.matches("[A-Za-z0-9./-]+"));
        Pages.assertLinksResolve(files);
    }

    private String overview() {
        return files.entrySet().stream()
                .filter(file -> file.getKey().matches("2026.*/index\\.html"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
    }

    private static SystemRow hostile(String hostname, Status status) {
        return SystemRows.hostile(hostname, ATTACK, status);
    }
}
