// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.browser;

import static dev.rollcall.report.SystemRows.AS_OF;
import static dev.rollcall.report.SystemRows.offline;
import static dev.rollcall.report.SystemRows.outdated;
import static dev.rollcall.report.SystemRows.unknown;
import static dev.rollcall.report.SystemRows.upToDate;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.rollcall.report.Closures;
import dev.rollcall.report.History;
import dev.rollcall.report.Report;
import dev.rollcall.report.ReportRequest;
import dev.rollcall.report.SingleFileRequest;
import dev.rollcall.report.Verdicts;
import dev.rollcall.report.advisory.Advisory;
import dev.rollcall.report.model.Bounded;
import dev.rollcall.report.model.GateExemption;
import dev.rollcall.report.model.GateVerdict;
import dev.rollcall.schema.PostgresExtension;
import dev.rollcall.schema.domain.FindingKind;
import dev.rollcall.schema.domain.NamePattern;
import dev.rollcall.schema.domain.Outcome;
import dev.rollcall.schema.domain.PackageVersion;
import dev.rollcall.schema.domain.SystemRow;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The pages of a small fleet, which is shown in full on the overview. */
class ReportBrowserIT {

    private static final List<SystemRow> FIRST_NIGHT =
            List.of(upToDate("butler", "infra"), outdated("lucas", "homelab", "a", 4), upToDate("webb", null));
    private static final List<SystemRow> SECOND_NIGHT = List.of(
            outdated("butler", "infra", "b", 1),
            outdated("lucas", "homelab", "b", 2),
            offline("nyx", "homelab"),
            upToDate("orion", "infra"),
            upToDate("a-host-name-that-is-as-long-as-a-label-of-the-dns-lets-it-be-63c.example.org", "infra"),
            unknown("vault", null));

    /** The dark scheme only changes colors, so only color rules are checked again, with the axe in the page. */
    private static final String VIOLATIONS_OF_COLOURS = """
            async () => {
              const options = { runOnly: ['color-contrast', 'link-in-text-block'], resultTypes: ['violations'] };
              const { violations } = await axe.run(document, options);
              return violations.map((rule) => `${rule.id} ${rule.nodes[0].html}`);
            }""";

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @TempDir
    static Path archive;

    @BeforeAll
    static void renderTwoNights() {
        History history = new History(POSTGRES.dsl());
        long baseline = history.snapshot(AS_OF.minus(Duration.ofDays(1)), FIRST_NIGHT);
        long snapshot = history.snapshot(AS_OF, SECOND_NIGHT);
        history.verdict(baseline, new GateVerdict(Outcome.PASSED, null, List.of(), List.of()));
        history.verdict(
                snapshot,
                withAdvisories(Verdicts.failed(
                        List.of(
                                "butler",
                                "a-host-name-that-is-as-long-as-a-label-of-the-dns-lets-it-be-63c.example.org"),
                        "lu*",
                        1)));
        fillClosures(baseline, snapshot);
        history.finding(
                snapshot, FindingKind.NAME_MISMATCH, "vault", "flake infra has no evaluation named vault", "Vault");
        Report.render(POSTGRES.dsl(), new ReportRequest(baseline, null, archive, "1.2.3"));
        Report.render(POSTGRES.dsl(), new ReportRequest(snapshot, baseline, archive, "1.2.3"));
        Report.renderSingleFile(
                POSTGRES.dsl(), new SingleFileRequest(snapshot, baseline, archive.resolve("single.html"), "1.2.3"));
    }

    /** An exemption of an advisory that holds, and one that has expired. */
    private static GateVerdict withAdvisories(GateVerdict verdict) {
        List<GateExemption> exemptions = new ArrayList<>(verdict.exemptions());
        exemptions.add(exemption("*", false));
        exemptions.add(exemption("but*", true));
        return new GateVerdict(verdict.outcome(), verdict.reason(), verdict.rules(), exemptions);
    }

    private static GateExemption exemption(String hosts, boolean isExpired) {
        return new GateExemption(
                new NamePattern(hosts),
                "CVE-2026-1",
                "not reachable here",
                "ops",
                LocalDate.of(2026, isExpired ? 1 : 12, 31),
                isExpired,
                new Bounded<>(List.of(), 0));
    }

    /** A scanner learned of an advisory, a deployment would clear one and bring one; names as long as they may be. */
    private static void fillClosures(long baseline, long snapshot) {
        String butler = String.valueOf(SECOND_NIGHT.get(0).storePath());
        String lucas = String.valueOf(SECOND_NIGHT.get(1).storePath());
        Advisory known = advisory("CVE-2026-1", "openssl", "9.8");
        Advisory learned = advisory("GHSA-" + "x".repeat(95), "p".repeat(150), null);
        Instant dayBefore = AS_OF.minus(Duration.ofHours(25));
        new Closures(POSTGRES.dsl())
                .packages(butler, new PackageVersion("openssl", "3.0.9"), new PackageVersion("p".repeat(150), "1.0"))
                .packages("due", new PackageVersion("openssl", "3.0.14"))
                .scan("vulnix", dayBefore, butler, known)
                .scan("vulnix", AS_OF, butler, known, learned)
                .scan("vulnix", AS_OF, "due", advisory("CVE-2026-2", "linux", "5.0"), learned)
                .scan("vulnix", dayBefore, lucas)
                .due(snapshot, new TreeMap<>(Map.of("butler", "due")));
        new Closures(POSTGRES.dsl()).use(baseline);
        new Closures(POSTGRES.dsl()).use(snapshot);
    }

    private static Advisory advisory(String id, String name, @Nullable String score) {
        return new Advisory(id, new PackageVersion(name, "1.0"), score == null ? null : new BigDecimal(score));
    }

    @Test
    void should_reach_every_page_and_every_anchor_when_links_are_followed() {
        Map<String, List<String>> anchors = new TreeMap<>();
        Set<String> links = new TreeSet<>();
        try (Visit visit = new Visit(CHROMIUM, new NewContextOptions())) {
            follow(visit, archive.resolve("index.html").toUri().toString(), links, anchors);
            visit.assertNothingHappened();
        }

        assertThat(anchors.keySet().stream().map(url -> Path.of(URI.create(url))))
                .containsAll(Visit.pages(archive).stream()
                        .filter(page -> !page.endsWith("single.html"))
                        .toList());
        assertThat(links.stream().filter(link -> link.contains("#")))
                .isNotEmpty()
                .allSatisfy(link -> assertThat(anchors.get(pageOf(link))).containsOnlyOnce(link.split("#", 2)[1]));
    }

    @Test
    void should_be_accessible_when_axe_checks_every_page_in_both_schemes() {
        try (Visit visit = new Visit(CHROMIUM, new NewContextOptions().setColorScheme(ColorScheme.LIGHT))) {
            visit.eachPage(archive, page -> {
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
                assertThat(violations(page))
                        .extracting(Rule::getId, rule -> rule.getNodes().get(0).getHtml())
                        .as(page.url())
                        .isEmpty();

                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
                assertThat(strings(page, VIOLATIONS_OF_COLOURS)).as(page.url()).isEmpty();
            });
        }
    }

    /** On a phone, a tablet, half of a screen and a laptop with a scroll bar. */
    @Test
    void should_not_scroll_sideways_when_the_screen_is_narrow() {
        try (Visit visit = new Visit(CHROMIUM, new NewContextOptions())) {
            visit.eachPage(
                    archive,
                    page -> assertThat(List.of(320, 440, 800, 960, 1190, 1265)).allSatisfy(width -> {
                        page.setViewportSize(width, 800);
                        assertThat(page.evaluate("document.documentElement.scrollWidth"))
                                .as(page.url())
                                .isEqualTo(width);
                    }));
        }
    }

    @Test
    void should_be_complete_when_scripts_are_off() {
        try (Visit visit = new Visit(CHROMIUM, new NewContextOptions().setJavaScriptEnabled(false))) {
            Page page = visit.open(overview());

            assertComplete(page);
            visit.assertNothingHappened();
        }
    }

    @Test
    void should_be_readable_when_the_policy_of_jenkins_forbids_scripts() throws Exception {
        try (PolicyServer server = PolicyServer.of(archive);
                var context = CHROMIUM.online(new NewContextOptions())) {
            Page page = context.newPage();
            page.navigate(server.url(archive.relativize(overview())));

            assertComplete(page);
        }
    }

    @Test
    void should_be_self_contained_when_it_is_a_single_file(@TempDir Path elsewhere) throws Exception {
        Path alone = Files.copy(archive.resolve("single.html"), elsewhere.resolve("mail.html"));
        try (Visit visit = new Visit(CHROMIUM, new NewContextOptions())) {
            Page page = visit.open(alone);

            assertThat(page.locator(".systems").first().evaluate("table => getComputedStyle(table).borderCollapse"))
                    .isEqualTo("collapse");
            page.locator(".systems .sort").first().click();
            assertThat(page.evaluate("[...document.links].every(link => document.getElementById(link.hash.slice(1)))"))
                    .isEqualTo(true);
            visit.assertNothingHappened();
        }
    }

    @Test
    void should_keep_the_scheme_that_was_chosen_when_another_page_is_opened() {
        try (Visit visit = new Visit(CHROMIUM, new NewContextOptions().setColorScheme(ColorScheme.LIGHT))) {
            Page page = visit.open(overview());
            String light = background(page);

            page.locator(".scheme").click();
            String dark = background(page);
            assertThat(dark).isNotEqualTo(light);
            assertThat(background(visit.open(archive.resolve("index.html")))).isEqualTo(dark);

            // choosing the system's scheme removes the stored choice
            page.locator(".scheme").click();
            assertThat(background(page)).isEqualTo(light);
            assertThat(page.evaluate("localStorage.length")).isEqualTo(0);
            visit.assertNothingHappened();
        }
    }

    @Test
    void should_go_from_night_to_night_through_the_archive() {
        try (Visit visit = new Visit(CHROMIUM, new NewContextOptions())) {
            Page page = visit.open(overview());

            page.locator("a[rel=prev]").click();
            page.waitForURL("**/2026-11-22*/index.html");
            page.locator("a[rel=next]").click();
            page.waitForURL("**/2026-11-23*/index.html");
            // there is none after it yet
            page.locator("a[rel=next]").click();
            page.waitForURL("**/index.html#after-*");

            visit.assertNothingHappened();
        }
    }

    /** The archive of these two nights, as if each page of its index had one. */
    @Test
    void should_go_to_the_next_night_when_it_is_on_another_page_of_the_archive(@TempDir Path copy) throws Exception {
        try (Stream<Path> files = Files.walk(archive)) {
            for (Path file : files.skip(1).toList()) {
                Files.copy(file, copy.resolve(archive.relativize(file).toString()));
            }
        }
        Document newer = Jsoup.parse(archive.resolve("index.html"));
        Document older = newer.clone();
        newer.select(".archive tbody tr").get(1).remove();
        newer.select("main").append("<nav class=neighbours><a rel=next href=index-002.html>Older</a></nav>");
        older.select(".archive tbody tr").get(0).remove();
        older.select("main").append("<nav class=neighbours><a rel=prev href=index.html>Newer</a></nav>");
        Files.writeString(copy.resolve("index.html"), newer.outerHtml());
        Files.writeString(copy.resolve("index-002.html"), older.outerHtml());
        try (Visit visit = new Visit(CHROMIUM, new NewContextOptions())) {
            Page page = visit.open(copy.resolve(archive.relativize(overview())));

            page.locator("a[rel=prev]").click();
            page.waitForURL("**/2026-11-22*/index.html");
            page.locator("a[rel=next]").click();
            page.waitForURL("**/2026-11-23*/index.html");

            visit.assertNothingHappened();
        }
    }

    @Test
    void should_show_only_the_systems_of_a_status_when_scripts_are_off() {
        try (Visit visit = new Visit(CHROMIUM, new NewContextOptions().setJavaScriptEnabled(false))) {
            Page page = visit.open(overview());

            page.locator(".tile.outdated a").click();

            assertThat(page.locator(".systems tbody tr:visible th bdi").allInnerTexts())
                    .containsExactly("lucas", "butler");
        }
    }

    private static String background(Page page) {
        return (String) page.evaluate("getComputedStyle(document.body).backgroundColor");
    }

    private static List<Rule> violations(Page page) {
        AxeRunOptions options = new AxeRunOptions();
        // saves the names of thousands of nodes without violations
        options.setResultTypes(List.of("violations"));
        return new AxeBuilder(page)
                .options(options)
                .setLegacyMode(true)
                .analyze()
                .getViolations();
    }

    /** Opens each page once, and stores its links and anchors. */
    private static void follow(Visit visit, String url, Set<String> links, Map<String, List<String>> anchors) {
        Page page = visit.open(Path.of(URI.create(url)));
        anchors.put(url, strings(page, "[...document.querySelectorAll('[id]')].map(element => element.id)"));
        for (String link : strings(page, "[...document.links].map(link => link.href)")) {
            links.add(link);
            if (!link.endsWith(".csv") && !anchors.containsKey(pageOf(link))) {
                follow(visit, pageOf(link), links, anchors);
            }
        }
    }

    private static String pageOf(String link) {
        return link.split("#", 2)[0];
    }

    @SuppressWarnings("unchecked") // the script's result
    private static List<String> strings(Page page, String script) {
        return (List<String>) page.evaluate(script);
    }

    /** The stylesheet puts the tiles beside one another; nothing that needs the script is visible. */
    private static void assertComplete(Page page) {
        assertThat(page.locator(".tile .count").allInnerTexts()).containsExactly("2", "2", "1", "1");
        assertThat(page.locator(".tile").nth(1).boundingBox().y)
                .isEqualTo(page.locator(".tile").nth(0).boundingBox().y);
        assertThat(page.locator(".systems tbody tr:not(.under)").count()).isEqualTo(6);
        assertThat(page.locator(".tools, button").count()).isZero();
    }

    private static Path overview() {
        return Visit.pages(archive).stream()
                .filter(page -> page.toString().contains("2026-11-23") && page.endsWith("index.html"))
                .findFirst()
                .orElseThrow();
    }
}
