// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.browser;

import static dev.rollcall.report.SystemRows.AS_OF;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import dev.rollcall.report.Closures;
import dev.rollcall.report.History;
import dev.rollcall.report.Report;
import dev.rollcall.report.ReportRequest;
import dev.rollcall.report.SingleFileRequest;
import dev.rollcall.report.SystemRows;
import dev.rollcall.report.Verdicts;
import dev.rollcall.report.advisory.Advisory;
import dev.rollcall.report.model.LineCommit;
import dev.rollcall.schema.HostileTexts;
import dev.rollcall.schema.PostgresExtension;
import dev.rollcall.schema.domain.FindingKind;
import dev.rollcall.schema.domain.PackageVersion;
import dev.rollcall.schema.domain.Status;
import dev.rollcall.schema.domain.SystemRow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Markup in every text of the history. */
class HostileBrowserIT {

    private static final String ATTACK = "</script></style></title>\"'><script>window.pwned=1;alert(1)</script>"
            + "<img src=http://x.invalid/ onerror=alert(2)><svg onload=alert(3)>javascript:alert(4)";

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @TempDir
    static Path archive;

    @BeforeAll
    static void renderTexts() {
        History history = new History(POSTGRES.dsl());
        long baseline = history.snapshot(
                AS_OF.minus(Duration.ofDays(1)),
                ATTACK,
                List.of(
                        SystemRows.hostile("is" + ATTACK, ATTACK, Status.OFFLINE),
                        SystemRows.hostile("moved" + ATTACK, "old" + ATTACK, Status.OUTDATED)));
        List<SystemRow> systems = new ArrayList<>(List.of(
                SystemRows.hostile("is" + ATTACK, ATTACK, Status.OUTDATED),
                SystemRows.hostile("moved" + ATTACK, ATTACK, Status.OUTDATED),
                SystemRows.hostile("new" + ATTACK, ATTACK, Status.UP_TO_DATE)));
        HostileTexts.STORABLE.forEach(text -> systems.add(SystemRows.hostile(text, text, Status.OUTDATED)));
        long snapshot = history.snapshot(AS_OF, ATTACK, systems);
        List<String> texts = new ArrayList<>(HostileTexts.STORABLE);
        texts.add(ATTACK);
        history.commits(
                snapshot,
                ATTACK,
                "gitlab+https://gitlab.example.org/infra/web",
                List.of(new LineCommit("a".repeat(40), AS_OF, ATTACK, ATTACK)));
        history.verdict(snapshot, Verdicts.hostile(texts));
        history.rollout(baseline, ATTACK, ATTACK, ATTACK, 1);
        history.rollout(snapshot, ATTACK, ATTACK, ATTACK, 2);
        fillClosures(baseline, snapshot, texts);
        history.finding(snapshot, FindingKind.NAME_MISMATCH, ATTACK, ATTACK, ATTACK);
        Report.render(POSTGRES.dsl(), new ReportRequest(snapshot, baseline, archive, ATTACK));
        Report.renderSingleFile(
                POSTGRES.dsl(), new SingleFileRequest(snapshot, baseline, archive.resolve("single.html"), ATTACK));
    }

    /** Texts of closures are checked when they are imported; who can write to the database can store any. */
    private static void fillClosures(long baseline, long snapshot, List<String> texts) {
        Closures closures = new Closures(POSTGRES.dsl());
        closures.packages("old" + ATTACK, new PackageVersion(ATTACK, "1"), new PackageVersion("gone" + ATTACK, ATTACK));
        closures.packages("due" + ATTACK, new PackageVersion(ATTACK, "2" + ATTACK));
        closures.scan(ATTACK, AS_OF.minus(Duration.ofDays(2)), "old" + ATTACK, advisory("gone" + ATTACK));
        closures.scan(ATTACK, AS_OF.minus(Duration.ofDays(2)), ATTACK);
        closures.scan(ATTACK, AS_OF, "due" + ATTACK, advisory("brought" + ATTACK));
        for (String text : texts) {
            closures.packages(text, new PackageVersion(ATTACK, text), new PackageVersion(text, "1"));
            closures.scan(ATTACK, AS_OF, text, advisory(text), advisory("came" + ATTACK));
        }
        closures.due(snapshot, new TreeMap<>(Map.of("is" + ATTACK, "due" + ATTACK, "moved" + ATTACK, "due" + ATTACK)));
        closures.use(baseline);
        closures.use(snapshot);
    }

    private static Advisory advisory(String text) {
        return new Advisory(text, new PackageVersion(text, text), null);
    }

    @Test
    void should_have_the_pages_that_show_these_texts() {
        assertThat(Visit.pages(archive).stream()
                        .map(page -> archive.relativize(page).toString()))
                .anyMatch(page -> page.endsWith("/packages.html"))
                .anyMatch(page -> page.endsWith("/advisories.html"))
                .anyMatch(page -> page.endsWith("/rollout.html"))
                .anyMatch(page -> page.contains("/rollout/"));
        assertThat(Visit.pages(archive))
                .filteredOn(page -> page.toString().matches(".*/(packages|advisories|rollout|changes)\\.html"))
                .filteredOn(page -> page.toString().contains("2026-11-23"))
                .allSatisfy(page -> assertThat(page).content().contains("&lt;/script&gt;"));
    }

    @Test
    void should_run_none_of_it_when_any_text_holds_scripts() {
        try (Visit visit = new Visit(CHROMIUM, new NewContextOptions().setViewportSize(320, 800))) {
            visit.eachPage(archive, page -> {
                page.evaluate("document.querySelectorAll('th button, summary').forEach((button) => button.click())");
                assertThat(page.evaluate("typeof window.pwned")).as(page.url()).isEqualTo("undefined");
                assertThat(page.evaluate("document.documentElement.scrollWidth"))
                        .as(page.url())
                        .isEqualTo(320);
            });
            visit.assertNothingHappened();
        }
    }
}
