// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.advisory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.rollcall.report.Snapshots;
import dev.rollcall.report.advisory.AdvisoriesInUse;
import dev.rollcall.report.advisory.AdvisoriesInUse.ScannerUse;
import dev.rollcall.report.advisory.AdvisoriesInUse.Use;
import dev.rollcall.report.advisory.Advisory;
import dev.rollcall.report.advisory.AdvisoryInPackages;
import dev.rollcall.report.advisory.AdvisoryMoves;
import dev.rollcall.report.advisory.AdvisoryMoves.Cause;
import dev.rollcall.report.advisory.AdvisoryMoves.Move;
import dev.rollcall.report.advisory.NightAdvisories;
import dev.rollcall.report.advisory.Scan.Scanner;
import dev.rollcall.report.advisory.UsedScans;
import dev.rollcall.report.closure.NumberedSets;
import dev.rollcall.report.html.advisory.AdvisoriesPageModel.ScannerView;
import dev.rollcall.report.html.link.Links;
import dev.rollcall.report.html.page.Assets;
import dev.rollcall.report.html.page.Templates;
import dev.rollcall.report.model.Bounded;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.schema.domain.PackageVersion;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    void should_give_the_age_of_the_scans_when_a_database_has_no_date() {
        AdvisoriesPageModel page = page(List.of());

        assertThat(page.headline()).isEqualTo("No known vulnerabilities on 3 scanned systems");
        assertThat(page.deploying()).isNull();
        assertThat(page.scanners())
                .extracting(
                        ScannerView::name,
                        ScannerView::hasDatabase,
                        scanner -> scanner.newest().age(),
                        scanner -> scanner.oldest() == null
                                ? null
                                : scanner.oldest().age())
                .containsExactly(tuple("grype", false, "1 h", "3 d"));
    }

    @Test
    void should_cut_packages_when_an_advisory_has_many() {
        AdvisoryInPackages found = new AdvisoryInPackages(
                "CVE-1",
                null,
                IntStream.rangeClosed(1, 300)
                        .mapToObj(number -> new PackageVersion("p" + number, "1"))
                        .toList());

        AdvisoriesPageModel page = page(List.of(new Use(found, new Bounded<>(List.of("web"), 1), 0)));

        assertThat(page.advisories().get(0).advisory().packages()).hasSize(11).endsWith("p10 1", "290 more packages");
    }

    @Test
    void should_say_that_there_is_more_when_lists_are_long() {
        List<Move> moves = IntStream.rangeClosed(1, 103)
                .mapToObj(number ->
                        new Move(use("CVE-" + number, "1").found(), Cause.DEPLOYMENT, new Bounded<>(List.of("web"), 1)))
                .toList();

        AdvisoryChangesView view = Objects.requireNonNull(
                AdvisoryChangesView.of(new AdvisoryMoves(moves, List.of(), Set.of(), 1, 0), host -> null));

        assertThat(view.came().shown()).hasSize(100);
        assertThat(view.came().leftOut()).isEqualTo(3);
        assertThat(view.summary()).isEqualTo("103 brought by deployments");
        assertThat(view.notes()).isEmpty();
    }

    @Test
    void should_say_so_when_no_system_could_be_compared() {
        AdvisoryChangesView view = Objects.requireNonNull(
                AdvisoryChangesView.of(new AdvisoryMoves(List.of(), List.of(), Set.of(), 0, 4), host -> null));

        assertThat(view.summary()).isEqualTo("no system could be compared");
        assertThat(view.notes())
                .containsExactly(
                        "Not compared: 4 systems, because no scanner scanned both what they ran and what they run.");
        assertThat(AdvisoryChangesView.of(new AdvisoryMoves(List.of(), List.of(), Set.of(), 3, 4), host -> null))
                .isNull();
    }

    private static AdvisoriesPageModel page(List<Use> uses) {
        AdvisoriesInUse inUse = new AdvisoriesInUse(
                uses,
                uses.size(),
                3,
                0,
                0,
                0,
                0,
                List.of(new ScannerUse(
                        new Scanner("grype", null, null),
                        null,
                        SNAPSHOT.asOf().minus(Duration.ofHours(1)),
                        SNAPSHOT.asOf().minus(Duration.ofDays(3)))));
        UsedScans scans = new UsedScans(Map.of(), new NumberedSets<>(Advisory::key));
        return new AdvisoriesPage(host -> null, new NightAdvisories(scans, inUse, null), List.of())
                .of(new Templates(Assets.load(), "1.2.3").frame("Advisories", "advisories", Links.SNAPSHOT), SNAPSHOT);
    }

    private static Use use(String id, String... versions) {
        return new Use(
                new AdvisoryInPackages(
                        id,
                        null,
                        Stream.of(versions)
                                .map(version -> new PackageVersion("openssl", version))
                                .toList()),
                new Bounded<>(List.of("web"), 1),
                0);
    }
}
