// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.browser;

import static dev.rollcall.report.SystemRows.AS_OF;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import dev.rollcall.report.History;
import dev.rollcall.report.Report;
import dev.rollcall.report.ReportRequest;
import dev.rollcall.report.SingleFileRequest;
import dev.rollcall.report.SystemRows;
import dev.rollcall.report.Verdicts;
import dev.rollcall.report.model.LineCommit;
import dev.rollcall.schema.HostileTexts;
import dev.rollcall.schema.PostgresExtension;
import dev.rollcall.schema.domain.FindingKind;
import dev.rollcall.schema.domain.Status;
import dev.rollcall.schema.domain.SystemRow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
                List.of(SystemRows.hostile("is" + ATTACK, ATTACK, Status.OFFLINE)));
        List<SystemRow> systems = new ArrayList<>(List.of(
                SystemRows.hostile("is" + ATTACK, ATTACK, Status.OUTDATED),
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
        history.finding(snapshot, FindingKind.NAME_MISMATCH, ATTACK, ATTACK, ATTACK);
        Report.render(POSTGRES.dsl(), new ReportRequest(snapshot, baseline, archive, ATTACK));
        Report.renderSingleFile(
                POSTGRES.dsl(), new SingleFileRequest(snapshot, baseline, archive.resolve("single.html"), ATTACK));
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
