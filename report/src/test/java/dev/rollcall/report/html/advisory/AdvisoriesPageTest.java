// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.advisory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.rollcall.report.Snapshots;
import dev.rollcall.report.advisory.AdvisoriesInUse;
import dev.rollcall.report.advisory.AdvisoriesInUse.ScannerUse;
import dev.rollcall.report.advisory.AdvisoriesInUse.Use;
import dev.rollcall.report.advisory.Found;
import dev.rollcall.report.advisory.Scan.Scanner;
import dev.rollcall.report.html.link.Links;
import dev.rollcall.report.html.page.Assets;
import dev.rollcall.report.html.page.Templates;
import dev.rollcall.report.model.Bounded;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.schema.domain.PackageVersion;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AdvisoriesPageTest {

    private static final SnapshotSummary SNAPSHOT =
            Snapshots.of(1, "2026-11-23T02:00:00Z", Snapshots.counts(3, 0, 0, 0));

    @Test
    void should_list_the_first_when_there_are_too_many_for_a_page() {
        List<Use> uses = IntStream.rangeClosed(1, 502)
                .mapToObj(number -> use("CVE-" + number, "1.0"))
                .toList();

        AdvisoriesPageModel page = page(uses);

        assertThat(page.advisories()).hasSize(500);
        assertThat(page.leftOut()).isEqualTo("2 more advisories are");
    }

    @Test
    void should_cut_versions_when_a_package_has_many() {
        AdvisoriesPageModel page = page(List.of(use("CVE-1", "1", "2", "3", "4", "5", "6"), use("CVE-2", "1")));

        assertThat(page.leftOut()).isNull();
        assertThat(page.advisories())
                .extracting(row -> row.advisory().packages())
                .containsExactly(List.of("openssl 1, 2, 3, 4 and 2 more"), List.of("openssl 1"));
    }

    @Test
    void should_say_that_the_age_is_unknown_when_a_database_has_no_date() {
        AdvisoriesPageModel page = page(List.of());

        assertThat(page.headline()).isEqualTo("No known vulnerabilities on 3 scanned systems");
        assertThat(page.deploying()).isNull();
        assertThat(page.scanners())
                .extracting(AdvisoriesPageModel.ScannerView::name, AdvisoriesPageModel.ScannerView::database)
                .containsExactly(tuple("grype", null));
    }

    private static AdvisoriesPageModel page(List<Use> uses) {
        return new AdvisoriesPage(host -> null, Set.of(), List.of())
                .of(
                        new Templates(Assets.load(), "1.2.3").frame("Advisories", "advisories", Links.SNAPSHOT),
                        SNAPSHOT,
                        new AdvisoriesInUse(
                                uses,
                                uses.size(),
                                3,
                                0,
                                0,
                                0,
                                List.of(new ScannerUse(new Scanner("grype", null, null), null))));
    }

    private static Use use(String id, String... versions) {
        return new Use(
                new Found(
                        id,
                        null,
                        Stream.of(versions)
                                .map(version -> new PackageVersion("openssl", version))
                                .toList()),
                new Bounded<>(List.of("web"), 1),
                0);
    }
}
