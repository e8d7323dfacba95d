// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli;

import static dev.rollcall.reconciler.cli.FourSystems.FIRST_NIGHT;
import static dev.rollcall.reconciler.cli.FourSystems.SECOND_NIGHT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.reconciler.RollcallProgram;
import dev.rollcall.reconciler.RollcallProgram.Outcome;
import dev.rollcall.schema.Fleet;
import dev.rollcall.schema.PostgresExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** How people see advisories: scans are imported, nights are made, reports are read, and the command is asked. */
class AdvisoriesReportIT {

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @TempDir
    Path folder;

    private Fleet fleet;

    /** web-1 and web-2 run the first commit, db the second; nobody scans the closure of ci. */
    @BeforeEach
    void fourSystems() {
        POSTGRES.clear();
        fleet = FourSystems.in(POSTGRES.dsl());
    }

    @Test
    void should_show_what_is_known_and_what_deploying_clears_when_scans_are_imported() throws IOException {
        firstNight();

        String page = text(report(FIRST_NIGHT) + "/advisories.html");

        assertThat(page)
                .contains("2 of 3 scanned systems run something with a known vulnerability")
                .contains("according to vulnix 1.12.3, database of 2026-01-01 19:00 UTC, 7 h old")
                .contains("not scanned: 1 system", "deploying clears advisories on 1 system, brings others to 1 system")
                .contains("CVE-1 9.1 openssl 3.0.9 2 systems: web-1, web-2 1")
                .contains("CVE-2 – linux 6.18.16 2 systems: web-1, web-2 1")
                .doesNotContain("CVE-3", " new ");
        assertThat(text("systems/web-1.html"))
                .contains("Known vulnerabilities 2 known (worst 9.1); deploying clears 2, brings 1 (worst 4.0).")
                .contains("CVE-1 9.1 openssl 3.0.9 deploying clears it CVE-2 linux 6.18.16 deploying clears it")
                .contains("Deploying brings: CVE-3 4.0 linux 6.18.17")
                .contains("According to vulnix 1.12.3; Advisories has the dates.")
                .doesNotContain("what is due, according");
        assertThat(text("systems/web-2.html"))
                .contains(
                        "Known vulnerabilities 2 known (worst 9.1); what deploying would change is unknown: what is due was not scanned.");
        assertThat(text("systems/db.html")).contains("Known vulnerabilities None known.");
        assertThat(text("systems/ci.html")).contains("Known vulnerabilities Not scanned.");
        assertThat(text(report(FIRST_NIGHT) + "/index.html"))
                .contains("Rollout Advisories Systems")
                .contains(
                        "Advisories 2 of 3 scanned systems run something with a known vulnerability; worst CVE-1 (9.1) on 2 systems;"
                                + " deploying clears advisories on 1 system, brings others to 1 system; 1 system not scanned. All advisories");
        assertThat(Files.readString(folder.resolve("report/" + report(FIRST_NIGHT) + "/advisories.csv")))
                .isEqualTo("""
                        advisory,score,packages,systems,cleared,new,exempt_until
                        CVE-1,9.1,openssl 3.0.9,2,1,,
                        CVE-2,,linux 6.18.16,2,1,,
                        """);
    }

    @Test
    void should_tell_what_a_scanner_learned_from_what_a_deployment_brought_when_nights_are_compared()
            throws IOException {
        firstNight();
        secondNight();

        String changes = text(report(SECOND_NIGHT) + "/changes.html");

        assertThat(changes)
                .contains(
                        "Advisories: 2 newly reported by a scanner, 1 brought by deployments, 2 cleared by deployments")
                .contains("CVE-4 new 8.0 glibc 2.40 newly reported 2 systems: db, web-2")
                // it was due in the first night, and not found in it then
                .contains("CVE-5 new 3.0 linux 6.18.17 newly reported 1 system: web-1")
                .contains("CVE-3 new 4.0 linux 6.18.17 deployment 1 system: web-1")
                .contains("CVE-1 9.1 openssl 3.0.9 deployment 1 system: web-1")
                .contains("Not compared: 1 system, because no scanner scanned both")
                .doesNotContain("No longer reported:", "Deployment or other database:");
        assertThat(text(report(SECOND_NIGHT) + "/advisories.html"))
                .contains("CVE-4 new 8.0 glibc 2.40 2 systems: db, web-2 –")
                .contains("CVE-1 9.1 openssl 3.0.9 1 system: web-2 –");
        assertThat(text(report(SECOND_NIGHT) + "/index.html")).contains("3 new since the baseline");
        assertThat(text("systems/web-2.html"))
                .contains("Known vulnerabilities 3 known (worst 9.1)", "CVE-4 8.0 glibc 2.40");
        // the report of the first night still says what was known then
        assertThat(text(report(FIRST_NIGHT) + "/advisories.html")).doesNotContain("CVE-4");
        assertThat(rollcall(SECOND_NIGHT, "advisories", "--snapshot", "previous")
                        .out())
                .contains("2 of 3 scanned systems")
                .doesNotContain("CVE-4");
    }

    @Test
    void should_not_promise_a_fix_when_what_is_due_was_scanned_with_an_older_database() throws IOException {
        firstNight();
        take(scan("web-1-a", 44, "CVE-1 openssl 3.0.9 9.1", "CVE-2 linux 6.18.16 -", "CVE-4 glibc 2.40 8"));
        night(SECOND_NIGHT);

        assertThat(text("systems/web-1.html"))
                .contains("3 known (worst 9.1); deploying brings 1 (worst 4.0), has unknown effects on 3, because")
                .doesNotContain("deploying clears");
        assertThat(text(report(SECOND_NIGHT) + "/advisories.html"))
                .contains(
                        "database of 2026-01-02 19:00 UTC, 7 h old; some closures with that of 2026-01-01 19:00 UTC, 31 h old")
                .contains("deploying brings advisories to 1 system, has unknown effects on 1 system")
                .contains("CVE-4 new 8.0 glibc 2.40 1 system: web-1 –");
        assertThat(rollcall(SECOND_NIGHT, "advisories", "CVE-4", "--format", "csv")
                        .out())
                .contains("web-1,Outdated,,infra");
    }

    @Test
    void should_leave_a_page_as_it_is_when_a_scan_finds_nothing_else() throws IOException {
        firstNight();
        take(
                scan("web-1-b", 44, "CVE-3 linux 6.18.17 4"),
                scan("web-2-a", 44, "CVE-1 openssl 3.0.9 9.1", "CVE-2 linux 6.18.16 -"));
        night(SECOND_NIGHT);

        assertThat(text("systems/web-2.html")).contains("as of 2026-01-02 02:00 UTC", "2 known (worst 9.1)");
        // what is due may have it because of the newer database
        assertThat(text("systems/web-1.html")).contains("deploying clears 2, has unknown effects on 1, because");
    }

    @Test
    void should_count_a_system_as_not_scanned_when_its_closure_is_not_known() throws IOException {
        fleet.system("new", "infra");
        firstNight();

        assertThat(text(report(FIRST_NIGHT) + "/advisories.html"))
                .contains("2 of 3 scanned systems", "not scanned: 1 system");
        assertThat(text("systems/new.html")).contains("Known vulnerabilities Not scanned.");
        assertThat(rollcall(FIRST_NIGHT, "advisories").out()).contains("Not scanned: 1 system.");
    }

    @Test
    void should_mark_what_the_policy_exempts_when_it_has_exemptions() throws IOException {
        Files.writeString(folder.resolve("policy.yaml"), """
                version: 1
                rules:
                  - max-outdated: 100%
                exemptions:
                  - advisory: cve-1
                    hosts: web-*
                    reason: not reachable
                    owner: ops
                    expires: 2026-02-01
                  - advisory: CVE-2
                    reason: forgotten
                    owner: amy
                    expires: 2025-12-31
                  - advisory: CVE-2
                    reason: no fix yet
                    owner: amy
                    expires: 2026-03-01
                """);
        takeFirst();

        Outcome run = rollcall(FIRST_NIGHT, "run", "--out", "report", "--policy", "policy.yaml");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(text(report(FIRST_NIGHT) + "/advisories.html"))
                .contains("web-1, web-2 exempt until 2026-02-01 on web-*: not reachable ( ops )")
                .contains(
                        "web-1, web-2 exemption expired on 2025-12-31 forgotten ( amy ) exempt until 2026-03-01 no fix yet ( amy )");
        assertThat(Files.readString(folder.resolve("report/" + report(FIRST_NIGHT) + "/advisories.csv")))
                .contains("CVE-1,9.1,openssl 3.0.9,2,1,,\n", "CVE-2,,linux 6.18.16,2,1,,2026-03-01\n");
    }

    @Test
    void should_list_advisories_when_none_is_named() throws IOException {
        firstNight();
        secondNight();

        Outcome all = rollcall(SECOND_NIGHT, "advisories");

        assertThat(all.exitCode()).as(all.err()).isZero();
        assertThat(all.out().lines())
                .containsExactly(
                        "ADVISORY  SCORE  SYSTEMS  CLEARED  PACKAGE",
                        "CVE-1     9.1    1        0        openssl 3.0.9",
                        "CVE-4     8.0    2        0        glibc 2.40",
                        "CVE-3     4.0    1        0        linux 6.18.17",
                        "CVE-5     3.0    1        0        linux 6.18.17",
                        "CVE-2     -      1        0        linux 6.18.16",
                        "",
                        "3 of 3 scanned systems run something with a known vulnerability as of 2026-01-03 02:00 UTC,"
                                + " according to vulnix 1.12.3 (database of 2026-01-02 19:00 UTC). Not scanned: 1 system.");
        assertThat(rollcall(SECOND_NIGHT, "advisories", "--owner", "data", "--format", "csv")
                        .out())
                .isEqualTo("advisory,score,packages,systems,cleared\nCVE-4,8.0,glibc 2.40,1,0\n");
        assertThat(rollcall(SECOND_NIGHT, "advisories", "--flake", "lab").out())
                .isEqualTo("No system runs a scanned closure as of 2026-01-03 02:00 UTC. Not scanned: 1 system.\n");
        assertThat(rollcall(SECOND_NIGHT, "advisories", "--format", "json").out())
                .contains(
                        "\"name\" : \"vulnix\",\n      \"version\" : \"1.12.3\"",
                        "\"database_at\" : \"2026-01-02T19:00:00Z\"",
                        "\"scanned_at\" : \"2026-01-02T20:00:00Z\"",
                        "\"scanned\" : 3,\n  \"not_scanned\" : 1,\n  \"affected\" : 3",
                        "\"id\" : \"CVE-1\",\n      \"score\" : 9.1");
    }

    @Test
    void should_list_the_systems_that_have_an_advisory_when_it_is_named() throws IOException {
        firstNight();

        Outcome table = rollcall(FIRST_NIGHT, "advisories", "cve-1");

        assertThat(table.exitCode()).as(table.err()).isZero();
        assertThat(table.out().lines())
                .containsExactly(
                        "HOST   PACKAGE        DEPLOYING  STATUS    FLAKE  ENVIRONMENT  OWNER",
                        "web-1  openssl 3.0.9  clears it  Outdated  infra  -            -",
                        "web-2  openssl 3.0.9  -          Outdated  infra  -            -",
                        "",
                        "2 of 3 scanned systems have CVE-1 as of 2026-01-02 02:00 UTC,"
                                + " according to vulnix 1.12.3 (database of 2026-01-01 19:00 UTC). Not scanned: 1 system.");
        assertThat(rollcall(FIRST_NIGHT, "advisories", "CVE-1", "--hosts", "web-1", "--format", "csv")
                        .out())
                .isEqualTo(
                        "advisory,score,package,version,hostname,status,deploying_clears,flake,environment,owner,store_path\n"
                                + "CVE-1,9.1,openssl,3.0.9,web-1,Outdated,true,infra,,," + Fleet.closure("web-1-a")
                                + "\n");
        assertThat(rollcall(FIRST_NIGHT, "advisories", "CVE-1", "--format", "json")
                        .out())
                .contains(
                        "\"advisory\" : \"CVE-1\"",
                        "\"hostname\" : \"web-1\",\n      \"score\" : 9.1",
                        "\"deploying_clears\" : true",
                        "\"deploying_clears\" : null");
        // a deployment would bring it; nobody has it
        assertThat(rollcall(FIRST_NIGHT, "advisories", "CVE-3").out())
                .startsWith("None of 3 scanned systems has CVE-3");
        assertThat(rollcall(FIRST_NIGHT, "advisories", "CVE-3", "--flake", "lab")
                        .out())
                .startsWith("No system runs a scanned closure as of");
    }

    @Test
    void should_say_so_when_there_is_nothing_to_answer_from() throws IOException {
        Outcome withoutNight = rollcall(FIRST_NIGHT, "advisories");
        night(FIRST_NIGHT);
        Outcome withoutScans = rollcall(FIRST_NIGHT, "advisories", "CVE-1");
        takeFirst();
        Outcome beforeScans = rollcall(FIRST_NIGHT, "advisories");
        night(SECOND_NIGHT);
        Outcome misspelt = rollcall(SECOND_NIGHT, "advisories", "CVE-1O");

        assertThat(withoutNight.err()).startsWith("error[unknown-snapshot]");
        assertThat(withoutScans.exitCode()).isEqualTo(ExitCode.ERROR.code());
        assertThat(withoutScans.err())
                .isEqualTo("error[no-scans]: No scans have been imported. Import advisories.jsonl first.\n");
        assertThat(beforeScans.err())
                .startsWith("error[no-scans]: The snapshot of 2026-01-02 02:00 UTC used no scans.");
        assertThat(misspelt.exitCode()).isEqualTo(ExitCode.USAGE.code());
        assertThat(misspelt.err())
                .startsWith("error[unknown-advisory]: No scan found an advisory 'CVE-1O'. Did you mean CVE-1");
    }

    @Test
    void should_say_nothing_of_advisories_when_nobody_scans() throws IOException {
        night(FIRST_NIGHT);
        fleet.state("web-1", "web-1-b", 30);
        night(SECOND_NIGHT);

        assertThat(folder.resolve("report/" + report(SECOND_NIGHT) + "/advisories.html"))
                .doesNotExist();
        try (Stream<Path> files = Files.walk(folder.resolve("report"))) {
            assertThat(files.filter(file -> file.toString().matches(".*\\.(html|csv|json)"))
                            // it explains every finding, that of stale scans too
                            .filter(file -> !file.endsWith("about.html")))
                    .hasSizeGreaterThan(20)
                    .allSatisfy(file -> assertThat(file).content().doesNotContainIgnoringCase("advisor", "vulnerab"));
        }
    }

    @Test
    void should_show_packages_as_not_collected_when_a_closure_is_only_known_by_a_scan() throws IOException {
        Files.writeString(
                folder.resolve("closures.jsonl"),
                "{\"store_path\":\"" + Fleet.closure("db-b")
                        + "\",\"packages\":[{\"name\":\"glibc\",\"version\":\"2.40\"}]}\n");
        rollcall(FIRST_NIGHT, "import", "closures.jsonl");
        firstNight();

        assertThat(text("systems/web-1.html")).contains("packages not collected", "Known vulnerabilities 2 known");
        assertThat(text("systems/db.html")).contains("packages 1 package");
        assertThat(text(report(FIRST_NIGHT) + "/packages.html"))
                .contains("1 system collected", "not collected: 3 systems");
    }

    @Test
    void should_show_that_nothing_in_use_was_scanned_when_only_other_closures_were() throws IOException {
        take(scan("of-no-system", 20, "CVE-1 openssl 3.0.9 9.1"));
        night(FIRST_NIGHT);

        assertThat(text(report(FIRST_NIGHT) + "/advisories.html")).contains("No system runs a scanned closure");
        assertThat(text(report(FIRST_NIGHT) + "/index.html")).contains("Rollout Advisories Systems");
        assertThat(text("systems/web-1.html")).contains("Known vulnerabilities Not scanned.");
    }

    private void firstNight() throws IOException {
        takeFirst();
        night(FIRST_NIGHT);
    }

    private void takeFirst() throws IOException {
        take(
                scan("web-1-a", 20, "CVE-1 openssl 3.0.9 9.1", "CVE-2 linux 6.18.16 -"),
                scan("web-2-a", 20, "CVE-1 openssl 3.0.9 9.1", "CVE-2 linux 6.18.16 -"),
                scan("web-1-b", 20, "CVE-3 linux 6.18.17 4"),
                scan("db-b", 20));
    }

    /** web-1 was deployed, and the database has two more. */
    private void secondNight() throws IOException {
        fleet.state("web-1", "web-1-b", 30);
        take(
                scan("web-2-a", 44, "CVE-1 openssl 3.0.9 9.1", "CVE-2 linux 6.18.16 -", "CVE-4 glibc 2.40 8"),
                scan("web-1-b", 44, "CVE-3 linux 6.18.17 4", "CVE-5 linux 6.18.17 3"),
                scan("db-b", 44, "CVE-4 glibc 2.40 8"));
        night(SECOND_NIGHT);
    }

    /** Of a closure, in an hour with a database of the hour before, and advisories as id, package, version and score. */
    private static String scan(String closure, int hour, String... advisories) {
        return "{\"store_path\":\"" + Fleet.closure(closure)
                + "\",\"scanner\":\"vulnix\",\"scanner_version\":\"1.12.3\",\"database_at\":\"" + Fleet.hour(hour - 1)
                + "\",\"scanned_at\":\"" + Fleet.hour(hour) + "\",\"advisories\":["
                + Arrays.stream(advisories).map(AdvisoriesReportIT::advisory).collect(Collectors.joining(",")) + "]}";
    }

    private static String advisory(String words) {
        String[] parts = words.split(" ", -1);
        return "{\"id\":\"" + parts[0] + "\",\"package\":\"" + parts[1] + "\",\"version\":\"" + parts[2]
                + "\",\"score\":" + (parts[3].equals("-") ? "null" : parts[3]) + "}";
    }

    private void take(String... lines) throws IOException {
        Files.writeString(folder.resolve("advisories.jsonl"), String.join("\n", lines) + "\n");
        Outcome taken = rollcall(FIRST_NIGHT, "import", "advisories.jsonl");
        assertThat(taken.exitCode()).as(taken.err()).isZero();
    }

    private void night(Instant at) {
        Outcome outcome = rollcall(at, "run", "--out", "report");
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    }

    private Outcome rollcall(Instant at, String... args) {
        return RollcallProgram.in(folder, at).on(POSTGRES.settings()).run(args);
    }

    private String report(Instant night) throws IOException {
        return FourSystems.report(folder.resolve("report"), night);
    }

    /** The words of a page of the archive. */
    private String text(String page) throws IOException {
        return FourSystems.text(folder.resolve("report").resolve(page));
    }
}
