// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.browser;

import static dev.rollcall.report.SystemRows.AS_OF;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Media;
import dev.rollcall.report.History;
import dev.rollcall.report.Report;
import dev.rollcall.report.ReportRequest;
import dev.rollcall.report.SystemRows;
import dev.rollcall.schema.PostgresExtension;
import dev.rollcall.schema.domain.SystemRow;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What the script adds to the pages of a large fleet. */
class ScriptBrowserIT {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @TempDir
    static Path archive;

    private static Path overview = Path.of("");

    private final Visit visit =
            new Visit(CHROMIUM, new NewContextOptions().setPermissions(List.of("clipboard-read", "clipboard-write")));

    @BeforeAll
    static void renderFleet() {
        List<SystemRow> systems = IntStream.range(0, 620)
                .mapToObj(number -> String.format(Locale.ROOT, "host_%04d", number))
                .map(host -> host.endsWith("7")
                        ? SystemRows.outdated(
                                host, host.endsWith("17") ? "homelab" : "infra", "a", number(host) % 12 + 1)
                        : SystemRows.upToDate(host, "infra"))
                .toList();
        long snapshot = new History(POSTGRES.dsl()).snapshot(AS_OF, systems);
        overview = Report.render(POSTGRES.dsl(), new ReportRequest(snapshot, null, archive, "1.2.3"));
    }

    @AfterEach
    void assertQuiet() {
        visit.assertNothingHappened();
        visit.close();
    }

    @Test
    void should_show_only_the_rows_with_every_word_when_it_filters() {
        Page page = visit.open(overview.resolveSibling("systems-001.html"));

        page.getByLabel("Filter").fill("homelab 03");

        assertThat(page.locator(".systems tbody tr:visible th bdi").allInnerTexts())
                .containsExactlyInAnyOrder("host_0317");
    }

    @Test
    void should_sort_rows_by_value_and_reverse_when_a_heading_is_clicked() {
        Page page = visit.open(overview);
        Locator heading = page.locator(".systems thead th", new Page.LocatorOptions().setHasText("Behind"));

        heading.locator("button").click();
        assertThat(behind(page)).isSorted();
        assertThat(heading.getAttribute("aria-sort")).isEqualTo("ascending");

        heading.locator("button").click();
        assertThat(behind(page)).isSortedAccordingTo((one, other) -> Integer.compare(other, one));
    }

    @Test
    void should_keep_the_details_of_a_system_below_its_row_when_sorted_and_filtered() {
        Page page = visit.open(overview);
        Locator open = page.locator(".systems tbody tr:has(details)").first();
        String host = open.locator("th bdi").innerText();
        open.locator("summary").click();
        Locator below = page.locator(".systems tr:has(th bdi:text-is(\"" + host + "\")) + .under");
        assertThat(below.isVisible()).isTrue();
        assertThat(below.innerText()).contains("what to do");

        page.locator(".systems thead th button", new Page.LocatorOptions().setHasText("Host"))
                .click();
        assertThat(below.isVisible()).isTrue();

        page.getByLabel("Find in all systems").fill("no such host");
        assertThat(page.locator(".systems tbody tr:visible").count()).isZero();
    }

    /** In the order of the pages, whatever the fleet of this test has. */
    @Test
    void should_sort_by_the_meaning_of_a_column_when_a_heading_is_clicked() {
        Page page = visit.open(overview);
        page.evaluate("""
                () => {
                  const rows = [...document.querySelectorAll('.systems tbody tr:not(.under)')];
                  document.querySelectorAll('.systems tbody .under').forEach((row) => row.remove());
                  rows.slice(4).forEach((row) => row.remove());
                  const fill = (column, texts) => texts.forEach((text, i) => (rows[i].cells[column].textContent = text));
                  fill(6, ['9b2f → 1', '10aa → 1', 'c3 → 1', '']);
                  fill(10, ['≥ 29 d', 'new', '3 h', '29 d']);
                }""");

        page.locator(".systems thead th button", new Page.LocatorOptions().setHasText("In this status"))
                .click();
        assertThat(page.locator(".systems tbody td:nth-child(11)").allInnerTexts())
                .containsExactly("new", "3 h", "29 d", "≥ 29 d");

        page.locator(".systems thead th button", new Page.LocatorOptions().setHasText("newest"))
                .click();
        assertThat(page.locator(".systems tbody td:nth-child(7)").allInnerTexts())
                .containsExactly("10aa → 1", "9b2f → 1", "c3 → 1", "");
    }

    @Test
    void should_sort_by_the_name_when_a_row_shows_its_buttons() {
        Page page = visit.open(overview);
        page.evaluate("""
                () => {
                  document.querySelectorAll('.systems tbody .under').forEach((row) => row.remove());
                  const rows = [...document.querySelectorAll('.systems tbody tr')];
                  rows.slice(3).forEach((row) => row.remove());
                  ['app', 'app-2', 'app-3'].forEach((name, i) => (rows[i].querySelector('th bdi').textContent = name));
                }""");
        page.locator(".systems tbody th a").first().focus();

        page.locator(".systems thead th button", new Page.LocatorOptions().setHasText("Host"))
                .click();

        assertThat(page.locator(".systems tbody th bdi").allInnerTexts()).containsExactly("app", "app-2", "app-3");
    }

    @Test
    void should_sort_numbers_by_value_when_they_have_fractions_or_words_follow() {
        Page page = visit.open(overview);
        page.evaluate("""
                () => {
                  const table = document.querySelector('.systems');
                  const column = [...table.tHead.rows[0].cells].findIndex((cell) => cell.dataset.sort === 'number');
                  table.querySelectorAll('tbody .under').forEach((row) => row.remove());
                  const rows = [...table.querySelectorAll('tbody tr')];
                  ['7.5', '44 systems: a, b', '7.0', '5 systems: c', '1,200'].forEach((text, i) => {
                    rows[i].cells[column].textContent = text;
                    rows[i].cells[column].id = 'n' + i;
                  });
                  rows.slice(5).forEach((row) => row.remove());
                }""");

        page.locator(".systems thead th[data-sort=number] button").first().click();

        assertThat(page.locator("[id^=n]:is(td)").allInnerTexts())
                .containsExactly("5 systems: c", "7.0", "7.5", "44 systems: a, b", "1,200");
    }

    @Test
    void should_open_the_page_of_a_system_when_its_name_is_clicked() {
        Page page = visit.open(overview.resolveSibling("systems-002.html"));
        String host = page.locator(".systems tbody th bdi").nth(3).innerText();

        page.locator(".systems tbody th a").nth(3).click();

        assertThat(page.locator("h1").innerText()).isEqualTo(host);
    }

    /** Chromium repeats a heading on every page, but without a button inside it. */
    @Test
    void should_print_headings_without_buttons_when_they_sort() {
        Page page = visit.open(overview);

        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));

        assertThat(page.locator(".systems thead .sort").first().evaluate("button => getComputedStyle(button).display"))
                .isEqualTo("contents");
    }

    @Test
    void should_print_the_overview_on_one_page_and_repeat_the_headings_of_tables_that_need_more() {
        assertThat(printedPages(overview)).isOne();
        assertThat(printedPages(overview.resolveSibling("systems-002.html"))).isGreaterThan(2);
        Page systems = visit.open(overview.resolveSibling("systems-002.html"));
        systems.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        assertThat(systems.locator(".systems thead")
                        .evaluate("head => getComputedStyle(head).display + ' ' + getComputedStyle(head).position"))
                .isEqualTo("table-header-group static");
    }

    private int printedPages(Path path) {
        byte[] pdf = visit.open(path).pdf(new Page.PdfOptions().setPreferCSSPageSize(true));
        return (int) Pattern.compile("/Type /Page\\b")
                .matcher(new String(pdf, StandardCharsets.ISO_8859_1))
                .results()
                .count();
    }

    @Test
    void should_find_a_host_on_a_far_page_when_its_name_is_typed() {
        Page page = visit.open(overview);

        page.getByLabel("Find in all systems").fill("homelab 061");
        page.locator(".found th a").waitFor();
        assertThat(page.locator(".found tbody th").allInnerTexts()).containsExactly("host_0617");
        page.getByLabel("Find in all systems").press("Enter");
        page.waitForURL("**/systems-002.html#h-host_5f_0617");

        assertThat(page.locator("tr:target th bdi").innerText()).isEqualTo("host_0617");
        page.goBack();
        page.locator(".found th a").waitFor();
        assertThat(page.getByLabel("Find in all systems").inputValue()).isEqualTo("homelab 061");
    }

    @Test
    void should_list_the_systems_of_a_status_when_its_tile_is_clicked() {
        Page page = visit.open(overview);

        page.locator(".tile.outdated a").click();
        page.locator(".found th a").first().waitFor();

        assertThat(page.url()).endsWith("#outdated");
        assertThat(page.locator(".find output").innerText()).isEqualTo("62 of 620 systems");
        assertThat(page.locator(".found tbody td:nth-child(2)").allInnerTexts()).containsOnly("▲ Outdated");
    }

    /** Scripts run before the browser knows the target of the address. */
    @Test
    void should_list_the_systems_of_a_status_when_a_shared_address_is_opened() {
        Page page = visit.open(overview);

        page.evaluate("location.href = '?find=061#outdated'");
        page.waitForURL("**/*find=061#outdated");
        page.reload();
        page.locator(".found th a").first().waitFor();

        assertThat(page.locator(".find output").innerText()).isEqualTo("1 of 620 systems");
        assertThat(page.locator(".found tbody td:nth-child(2)").allInnerTexts()).containsOnly("▲ Outdated");
    }

    @Test
    void should_go_to_the_first_host_when_only_the_beginning_of_a_name_is_known() {
        Page page = visit.open(overview.resolveSibling("systems-002.html"));

        page.evaluate("location.href = '#h-host_5f_061'");
        page.reload();
        page.waitForURL("**/systems-002.html#h-host_5f_0610");

        assertThat(page.locator("tr:target th bdi").innerText()).isEqualTo("host_0610");
    }

    @Test
    void should_find_the_host_of_an_address_from_when_the_fleet_was_small() {
        Page page = visit.open(overview);

        page.evaluate("location.href = '#h-host_5f_0617'");
        page.reload();
        page.locator(".found th a").waitFor();

        assertThat(page.getByLabel("Find in all systems").inputValue()).isEqualTo("host_0617");
        assertThat(page.locator(".found tbody th").allInnerTexts()).containsExactly("host_0617");
    }

    @Test
    void should_show_what_the_address_says_when_the_user_goes_back() {
        Page page = visit.open(overview.resolveSibling("systems-001.html"));
        page.getByLabel("Filter").fill("infra 03");
        page.evaluate("location.href = '#h-host_5f_0003'");
        page.getByLabel("Filter").fill("infra 04");

        page.goBack();

        assertThat(page.url()).contains("filter=infra+03");
        assertThat(page.getByLabel("Filter").inputValue()).isEqualTo("infra 03");
    }

    @Test
    void should_report_it_when_there_is_no_such_host() {
        Page page = visit.open(overview.resolveSibling("systems-002.html"));

        page.evaluate("location.href = '#h-nobody'");
        page.reload();

        assertThat(page.locator(".warning").innerText()).contains("no such host");
        page.evaluate("location.href = '#%'");
        page.reload();
    }

    @Test
    void should_keep_filter_and_order_in_the_address_when_a_page_is_opened_again() {
        Page page = visit.open(overview.resolveSibling("systems-001.html"));
        page.getByLabel("Filter").fill("infra 03");
        Locator heading = page.locator(".systems thead th", new Page.LocatorOptions().setHasText("Behind"));
        heading.locator("button").click();
        heading.locator("button").click();
        List<String> hosts = page.locator(".systems tbody tr:visible th bdi").allInnerTexts();

        page.navigate("about:blank");
        page.goBack();

        assertThat(page.getByLabel("Filter").inputValue()).isEqualTo("infra 03");
        assertThat(heading.getAttribute("aria-sort")).isEqualTo("descending");
        assertThat(page.locator(".systems tbody tr:visible th bdi").allInnerTexts())
                .hasSizeGreaterThan(1)
                .isEqualTo(hosts);
    }

    @Test
    void should_keep_the_headings_in_view_when_the_page_scrolls() {
        Page page = visit.open(overview.resolveSibling("systems-001.html"));

        page.evaluate("scrollTo(0, 3000)");

        assertThat(page.locator(".systems thead th").first().boundingBox().y).isBetween(-1.0, 1.0);
    }

    @Test
    void should_copy_the_name_of_a_host_when_its_button_is_clicked() {
        Page page = visit.open(overview);

        page.locator(".systems tbody tr").nth(2).hover();
        String host =
                page.locator(".systems tbody tr").nth(2).locator("bdi").first().innerText();
        page.locator("th .copy:visible").click();

        page.getByText("copied", new Page.GetByTextOptions().setExact(true)).waitFor();
        assertThat(page.evaluate("navigator.clipboard.readText()")).isEqualTo(host);
    }

    @Test
    void should_copy_a_full_hash_or_all_names_when_asked_for() {
        Page page = visit.open(overview);

        page.locator(".systems tbody th a").first().focus();
        page.locator("td .copy:visible").first().click();
        page.getByText("copied", new Page.GetByTextOptions().setExact(true)).waitFor();
        assertThat(page.evaluate("navigator.clipboard.readText()"))
                .isEqualTo(page.locator(".systems tbody code").first().getAttribute("title"));

        page.locator(".systems").locator("xpath=preceding-sibling::p[1]/button").click();
        page.locator(".tools button:text-matches('^[0-9]+ names copied$')").waitFor();
        assertThat(page.evaluate("navigator.clipboard.readText()").toString().lines())
                .hasSize(50);
    }

    private static int number(String host) {
        return Integer.parseInt(host.substring(5));
    }

    private static List<Integer> behind(Page page) {
        return page.locator(".systems tbody td:nth-child(8)").allInnerTexts().stream()
                .map(text -> Integer.valueOf(text.substring(0, text.indexOf(' '))))
                .toList();
    }
}
