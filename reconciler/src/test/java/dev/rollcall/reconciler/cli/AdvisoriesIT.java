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
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Known vulnerabilities: scans are imported, nights are made, and a later scan changes no past night. */
class AdvisoriesIT {

    private static final String OPENSSL = "CVE-1 openssl 3.0.13 9.1";
    private static final String LINUX = "CVE-2 linux 6.6.30 5.5";
    private static final String ZLIB = "CVE-3 zlib 1.3 -";

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @TempDir
    Path folder;

    private Fleet fleet;

    /** web-1 and web-2 run the first commit, db the second; ci is of another flake. The packages of closures are not imported. */
    @BeforeEach
    void fourSystems() {
        POSTGRES.clear();
        fleet = FourSystems.in(POSTGRES.dsl());
    }

    @Test
    void should_keep_what_vulnix_prints_when_it_is_imported() throws IOException {
        take(ofVulnix("web-1-a", 20, """
                [{"name": "openssl-3.0.13", "pname": "openssl", "version": "3.0.13", "derivation": "/nix/store/a.drv",
                  "affected_by": ["CVE-2024-4741", "CVE-2024-5535"], "whitelisted": ["CVE-2023-1"],
                  "cvssv3_basescore": {"CVE-2024-5535": 9.1, "CVE-2023-1": 5}, "description": {"CVE-2024-5535": "…"}, "kev": []},
                 {"name": "openssl-3.0.13", "pname": "openssl", "version": "3.0.13", "derivation": "/nix/store/b.drv",
                  "affected_by": ["CVE-2024-5535"], "whitelisted": [], "cvssv3_basescore": {"CVE-2024-5535": 7}},
                 {"name": "linux-6.6.30", "derivation": null, "affected_by": ["CVE-2024-36971"], "whitelisted": []}]
                """), ofVulnix("db-b", 20, "[]"));

        assertThat(found())
                .containsExactly(
                        "db-b nothing",
                        "web-1-a CVE-2024-36971 linux 6.6.30",
                        "web-1-a CVE-2024-4741 openssl 3.0.13",
                        "web-1-a CVE-2024-5535 openssl 3.0.13 9.1");
        assertThat(
                        values(
                                "select name || ' ' || version || ' ' || (database_at at time zone 'UTC') from history.scanners"))
                .containsExactly("vulnix 1.12.3 2026-01-01 12:00:00");
    }

    @Test
    void should_change_nothing_when_scans_come_again() throws IOException {
        String scans = scan("web-1-a", 20, "CVE-1 openssl 3.0.13 9.1") + "\n" + scan("db-b", 20);
        take(scans);

        Outcome again = take(scans);

        assertThat(again.out()).contains("Nothing changed: everything was already known.");
        assertThat(values("select count(*)::text from history.scans")).containsExactly("2");
    }

    @Test
    void should_keep_advisories_once_when_many_scans_find_the_same() throws IOException {
        take(
                scan("web-1-a", 20, "CVE-1 openssl 3.0.13 9.1", "CVE-2 linux 6.6.30 -"),
                scan("web-2-a", 20, "CVE-2 linux 6.6.30 -", "CVE-1 openssl 3.0.13 9.1"),
                scan("web-1-a", 21, "CVE-1 openssl 3.0.13 9.1", "CVE-2 linux 6.6.30 -"));

        assertThat(values("select count(*)::text from history.advisory_sets")).containsExactly("1");
        assertThat(values("select count(*)::text from history.advisories")).containsExactly("2");
        assertThat(values("select count(*)::text from history.scanners")).containsExactly("1");
    }

    @Test
    void should_say_the_same_when_lines_that_disagree_come_in_another_order() throws IOException {
        String few = scan("web-1-a", 20, "CVE-1 openssl 3.0.13 -");
        String many = scan("web-1-a", 20, "CVE-2 linux 6.6.30 5", "CVE-1 openssl 3.0.13 7.25");
        String twice =
                scan("web-1-a", 20, "CVE-1 openssl 3.0.13 4", "CVE-1 openssl 3.0.13 7", "CVE-1 openssl 3.0.13 -");

        for (List<String> order :
                List.of(List.of(few, many, twice), List.of(many, twice, few), List.of(twice, few, many))) {
            POSTGRES.dsl().execute("truncate history.scanners, history.advisories, history.advisory_sets cascade");
            take(order.toArray(String[]::new));
            List<String> atOnce = newest();
            POSTGRES.dsl().execute("truncate history.scanners, history.advisories, history.advisory_sets cascade");
            for (String line : order) {
                take(line);
            }

            assertThat(atOnce).containsExactly("web-1-a CVE-1 openssl 3.0.13 7.3", "web-1-a CVE-2 linux 6.6.30 5.0");
            assertThat(newest()).isEqualTo(atOnce);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'store_path':'/nix/store/a','scanner':'x','scanned_at':'2026-01-01T00:00:00Z'} | line-lacks-key | has neither 'advisories' nor 'vulnix'",
                "{'store_path':'/nix/store/a','scanned_at':'2026-01-01T00:00:00Z','advisories':[]} | line-lacks-key | has no 'scanner'",
                "{'store_path':'/nix/store/a','scanner':'x','advisories':[]} | line-lacks-key | has no 'scanned_at'",
                "{'store_path':'result','scanner':'x','scanned_at':'2026-01-01T00:00:00Z','advisories':[]} | line-invalid-store-path | has 'store_path' 'result', expected a store path",
                "{'store_path':'/nix/store/a.drv','scanner':'x','scanned_at':'2026-01-01T00:00:00Z','advisories':[]} | line-invalid-store-path | which is a derivation",
                "{'store_path':'/nix/store/a','scanner':'x','scanned_at':'yesterday','advisories':[]} | line-invalid-time | has 'scanned_at' 'yesterday'",
                "{'store_path':'/nix/store/a','scanner':'x','database_at':'2026-01-01','scanned_at':'2026-01-01T00:00:00Z','advisories':[]} | line-invalid-time | has 'database_at' '2026-01-01'",
                "{'store_path':'/nix/store/a','scanner':'x y','scanned_at':'2026-01-01T00:00:00Z','advisories':[]} | line-invalid-text | has 'scanner' 'x y', expected at most 100 letters",
                "{'store_path':'/nix/store/a','scanner':'x','scanned_at':'2026-01-01T00:00:00Z','advisories':{}} | line-wrong-type | has 'advisories' as an object, expected an array",
                "{'store_path':'/nix/store/a','scanner':'x','scanned_at':'2026-01-01T00:00:00Z','advisories':['CVE-1']} | line-wrong-type | expected an array of objects with 'id', 'package' and 'version'",
                "{'store_path':'/nix/store/a','scanner':'x','scanned_at':'2026-01-01T00:00:00Z','advisories':[{'id':'<b>','package':'a','version':'1'}]} | line-invalid-text | has 'advisories.id' '<b>', expected at most 100 letters, digits and ._:-",
                "{'store_path':'/nix/store/a','scanner':'x','scanned_at':'2026-01-01T00:00:00Z','advisories':[{'id':'A','version':'1'}]} | line-invalid-text | has 'advisories.package' 'null', expected 1 to 200 characters",
                "{'store_path':'/nix/store/a','scanner':'x','scanned_at':'2026-01-01T00:00:00Z','advisories':[{'id':'A','package':'a','version':'1\\u202e2'}]} | line-invalid-text | has 'advisories.version' '1",
                "{'store_path':'/nix/store/a','scanner':'x','scanned_at':'2026-01-01T00:00:00Z','advisories':[{'id':'A','package':'a','version':'1','score':10.1}]} | line-wrong-type | has 'advisories.score' that is not a score, expected a number from 0 to 10",
                "{'store_path':'/nix/store/a','scanner':'x','scanned_at':'2026-01-01T00:00:00Z','advisories':[{'id':'A','package':'a','version':'1','score':'high'}]} | line-wrong-type | that is not a score",
                "{'store_path':'/nix/store/a','scanner':'vulnix','scanned_at':'2026-01-01T00:00:00Z','vulnix':['usage']} | line-wrong-type | expected the array that 'vulnix --json' prints",
                "{'store_path':'/nix/store/a','scanner':'vulnix','scanned_at':'2026-01-01T00:00:00Z','vulnix':[{'name':'etc','affected_by':['A']}]} | line-invalid-text | has 'vulnix.name' 'etc' without a version",
                "{'store_path':'/nix/store/a','scanner':'x','scanned_at':'2026-01-03T02:00:01Z','advisories':[]} | line-invalid-time | has 'scanned_at' '2026-01-03T02:00:01Z', more than a day after this import; correct the clock of the scanner"
            })
    void should_refuse_a_line_when_it_is_no_scan(String line, String error, String words) throws IOException {
        Outcome refused = take(line.replace('\'', '"'));

        assertThat(refused.exitCode()).isEqualTo(ExitCode.ERROR.code());
        assertThat(refused.err()).startsWith("error[" + error + "]").contains(words);
        assertThat(values("select count(*)::text from history.scans")).containsExactly("0");
    }

    @Test
    void should_keep_names_as_they_are_when_a_scanner_looks_at_more_than_store_paths() throws IOException {
        take(scan(
                "web-1-a",
                20,
                "GHSA-1 golang.org/x/net v0.0.0-20210226172049-e18ecbb05110 7",
                "GHSA-2 @babel/core 7.0.0 -",
                "GHSA-3 org.apache:log4j 1:2.3~rc1 10",
                "GHSA-4 it's[1],\\\"two\\\" 1 4"));

        assertThat(found())
                .containsExactly(
                        "web-1-a GHSA-1 golang.org/x/net v0.0.0-20210226172049-e18ecbb05110 7.0",
                        "web-1-a GHSA-2 @babel/core 7.0.0",
                        "web-1-a GHSA-3 org.apache:log4j 1:2.3~rc1 10.0",
                        "web-1-a GHSA-4 it's[1],\"two\" 1 4.0");
        night(FIRST_NIGHT);
        assertThat(rollcall(FIRST_NIGHT, "advisories", "GHSA-2").out()).contains("@babel/core");
        assertThat(read("report/systems/web-1.html")).contains("golang.org/x/net");
    }

    @Test
    void should_keep_which_scans_a_night_uses_when_newer_and_older_ones_are_imported_later() throws IOException {
        take(scan("web-1-a", 20, OPENSSL), scan("web-1-a", 22), scan("web-1-b", 20), scan("nowhere", 20));
        take(scan("db-b", 27, LINUX), scan("web-2-b", 20));
        night(FIRST_NIGHT);
        List<String> first = used();

        take(scan("web-1-a", 24, OPENSSL, LINUX), scan("web-1-a", 40, ZLIB));
        fleet.state("web-2", "web-2-b", 30);
        night(SECOND_NIGHT);

        // what deploying web-2 would bring is known, but nobody scanned what it runs
        assertThat(first).containsExactly("02 web-1-a 22 vulnix", "02 web-1-b 20 vulnix");
        assertThat(used())
                .containsExactly(
                        "02 web-1-a 22 vulnix",
                        "02 web-1-b 20 vulnix",
                        "03 db-b 27 vulnix",
                        "03 web-1-a 40 vulnix",
                        "03 web-1-b 20 vulnix",
                        "03 web-2-b 20 vulnix");
    }

    @Test
    void should_use_the_newest_scan_by_each_scanner_when_there_are_several() throws IOException {
        String other = scan("web-1-a", 15, LINUX).replace("vulnix", "grype");
        take(
                scan("web-1-a", 20, OPENSSL),
                other,
                scan("db-b", 20, LINUX),
                ofVulnix("db-b", 20, "[]"),
                scan("db-b", 12, OPENSSL));

        night(FIRST_NIGHT);

        assertThat(used()).containsExactly("02 db-b 20 vulnix", "02 web-1-a 15 grype", "02 web-1-a 20 vulnix");
    }

    /** Of a second machine, or of a cache that was restored. */
    @Test
    void should_use_the_scan_that_knew_most_when_a_later_one_has_an_older_database() throws IOException {
        take(
                withDatabase(scan("web-1-a", 20, OPENSSL), 19),
                withDatabase(scan("web-1-a", 25), 2),
                scan("web-1-a", 18, LINUX),
                // a clock that is wrong
                withDatabase(scan("db-b", 16), 100),
                scan("db-b", 17, OPENSSL));
        String[] rule = {"--max-advisories", "hosts:web-1=5", "--max-advisories", "hosts:web-1=0"};

        Outcome run = gate("run", rule);
        Outcome again = gate("gate --snapshot latest", rule);
        Outcome waiting = gate("run --wait 1s --poll 1s", rule);

        assertThat(used()).containsExactly("02 db-b 17 vulnix", "02 web-1-a 20 vulnix");
        assertThat(List.of(run.exitCode(), again.exitCode(), waiting.exitCode()))
                .containsOnly(10);
    }

    @Test
    void should_change_no_verdict_of_a_night_when_a_better_line_of_its_scan_comes_later() throws IOException {
        take(scan("web-1-a", 20));
        Outcome then = gate("run", "--max-advisories", "hosts:web-1=0");
        List<String> used = values("select scan_ids::text from history.used_scans");

        take(scan("web-1-a", 20, OPENSSL));
        Outcome now = gate("gate --snapshot latest", "--max-advisories", "hosts:web-1=0");
        fleet.state("ci", "ci-c", 49);
        Outcome next = rollcall(SECOND_NIGHT, "run", "--max-advisories", "hosts:web-1=0");

        assertThat(List.of(then.exitCode(), now.exitCode(), next.exitCode())).containsExactly(0, 0, 10);
        assertThat(values("select scan_ids::text from history.used_scans order by snapshot_id"))
                .hasSize(2)
                .startsWith(used.get(0))
                .doesNotHaveDuplicates();
        assertThat(take(scan("web-1-a", 20)).out()).contains("Nothing changed");
        POSTGRES.dsl().execute("select history.delete_orphans()");
        assertThat(scans()).containsExactly("web-1-a 20", "web-1-a 20");
        POSTGRES.dsl().execute("delete from history.snapshots");
        POSTGRES.dsl().execute("select history.delete_orphans()");
        assertThat(found()).containsExactly("web-1-a " + OPENSSL);
    }

    @Test
    void should_use_the_scans_of_its_time_when_a_night_is_backfilled() throws IOException {
        take(scan("web-1-a", 20, OPENSSL), scan("web-1-a", 40, LINUX));
        night(SECOND_NIGHT);

        String at = FIRST_NIGHT.toString();
        Outcome backfilled = rollcall(SECOND_NIGHT, "backfill", "--from", at, "--to", at, "--reports", "none");

        assertThat(backfilled.exitCode()).as(backfilled.err()).isZero();
        assertThat(used()).containsExactly("02 web-1-a 20 vulnix", "03 web-1-a 40 vulnix");
    }

    @Test
    void should_use_no_scan_when_it_is_of_the_future() throws IOException {
        take(scan("web-1-a", 20), scan("web-1-a", 27, OPENSSL));

        night(FIRST_NIGHT);

        assertThat(used()).containsExactly("02 web-1-a 20 vulnix");
    }

    @Test
    void should_say_nothing_of_packages_when_closures_are_only_known_by_scans() throws IOException {
        take(scan("web-1-a", 20, OPENSSL), scan("web-1-b", 20), scan("db-b", 20));
        night(FIRST_NIGHT);
        assertThat(rollcall(FIRST_NIGHT, "packages", "openssl").err()).startsWith("error[no-closures]");
        Files.writeString(
                folder.resolve("closures.jsonl"),
                "{\"store_path\":\"" + Fleet.closure("db-b")
                        + "\",\"packages\":[{\"name\":\"openssl\",\"version\":\"3.0.13\"}]}\n");
        assertThat(rollcall(FIRST_NIGHT, "import", "closures.jsonl").out()).doesNotContain("Nothing changed");

        fleet.state("web-1", "web-1-b", 30);
        night(SECOND_NIGHT);

        assertThat(rollcall(SECOND_NIGHT, "packages", "openssl").out())
                .contains("1 of 1 system runs openssl", "Not collected: the packages of 3 systems.");
        assertThat(Files.readString(folder.resolve("report/systems/web-1.html")))
                .contains("not collected");
    }

    @Test
    void should_delete_scans_that_no_night_uses_unless_they_are_the_newest() throws IOException {
        take(
                scan("web-1-a", 18, OPENSSL),
                scan("web-1-a", 20, OPENSSL, LINUX),
                scan("web-1-a", 30, ZLIB),
                scan("db-b", 19, LINUX).replace("vulnix", "grype"),
                scan("db-b", 20, LINUX),
                scan("lost", 20, "CVE-4 lost 1.0 1"));
        // of a scanner whose clock is ahead
        Instant today = Instant.now();
        String ahead = today.plus(Duration.ofHours(12)).toString();
        takeAt(today, scan("web-1-a", 0, OPENSSL).replace(Fleet.hour(0).toString(), ahead));
        night(FIRST_NIGHT);

        POSTGRES.dsl().execute("select history.delete_orphans()");
        List<String> kept = scans();
        POSTGRES.dsl().execute("delete from history.snapshots");
        POSTGRES.dsl().execute("select history.delete_orphans()");

        assertThat(kept).containsExactly("db-b grype", "db-b vulnix", "web-1-a 20", "web-1-a 30", "web-1-a ahead");
        assertThat(scans()).containsExactly("db-b grype", "db-b vulnix", "web-1-a 30", "web-1-a ahead");
        assertThat(values("select advisory from history.advisories order by 1"))
                .containsExactly("CVE-1", "CVE-2", "CVE-3");
        POSTGRES.dsl().execute("truncate inventory.system_states, inventory.derivations");
        POSTGRES.dsl().execute("select history.delete_orphans()");
        assertThat(scans()).as("scanned lately").containsExactly("web-1-a 30", "web-1-a ahead");
        POSTGRES.dsl().execute("delete from history.scans where scanned_at > now()");
        POSTGRES.dsl().execute("select history.delete_orphans()");
        assertThat(values("""
                select id from history.scanners
                 union all select id from history.scans
                 union all select id from history.advisory_sets
                 union all select id from history.advisories
                """)).isEmpty();
    }

    /** In closures that no system runs any more. */
    @ParameterizedTest
    @CsvSource({
        // when the database is of, when it was scanned, when the night is, and what is found
        "20, 180, 200, no database newer than 2026-01-01T20:00:00Z",
        "-, 20, 200, no database newer than 2026-01-01T20:00:00Z",
        "900, 20, 200, no database newer than 2026-01-01T20:00:00Z",
        "20, 201, 200, no database newer than 2026-01-01T12:00:00Z",
        "32, 180, 200,",
        "-, 32, 200,",
        "-, 20, 2179, no database newer than 2026-01-01T20:00:00Z",
        "-, 20, 2180,",
    })
    void should_find_a_scanner_when_its_newest_database_is_older_than_a_week_until_it_is_retired(
            String database, int scanned, int night, String detail) throws IOException {
        String line = scan("web-1-a", scanned, OPENSSL);
        takeAt(
                Fleet.hour(night),
                scan("web-2-a", 12, LINUX),
                database.equals("-") ? line : withDatabase(line, Integer.parseInt(database)));
        fleet.state("web-1", "web-1-b", night - 1)
                .state("web-2", "web-2-b", night - 1)
                .state("ci", "ci-c", night - 1);

        night(Fleet.hour(night));

        assertThat(
                        values(
                                "select concat_ws(': ', subject, detail) from history.findings where finding = 'stale-advisories'"))
                .isEqualTo(detail == null ? List.of() : List.of("vulnix: " + detail));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--max-advisories 3 | 0 | at most 3 2 of 4 systems (50%), 1 not scanned; oldest database of 2026-01-01",
                "--max-advisories 2 | 11 | at most 2 2 of 4 systems (50%), 1 not scanned; oldest database of 2026-01-01",
                "--max-advisories 1 | 10 | at most 1 2 of 4 systems (50%), 1 not scanned; oldest database of 2026-01-01 db, web-1",
                "--max-advisories 49% | 10 | at most 49% 2 of 4 systems (50%), 1 not scanned; oldest database of 2026-01-01 db, web-1",
                "--max-advisories 1@9.2 | 0 | at most 1 with a score of 9.2 or more 0 of 4 systems (0%), 1 not scanned; oldest database of 2026-01-01; 1 advisory has no score",
                "--max-advisories 0@9.2 | 11 | 0 of 4 systems (0%), 1 not scanned; oldest database of 2026-01-01; 1 advisory has no score",
                "--max-advisories 0@9.1 | 10 | 1 of 4 systems (25%), 1 not scanned; oldest database of 2026-01-01; 1 advisory has no score web-1",
                "--max-advisories 2@0 | 0 | 1 of 4 systems (25%), 1 not scanned; oldest database of 2026-01-01; 1 advisory has no score",
                "--max-advisories hosts:web-1=0@9 | 10 | 1 of 1 system (100%); oldest database of 2026-01-01 web-1",
                "--max-advisories hosts:web-2=0 | 0 | 0 of 1 system (0%); oldest database of 2026-01-01",
                "--max-advisories hosts:ci=5 | 11 | no system of this scope was scanned",
                "--policy exempt.yaml | 0 | 0 of 3 systems (0%); oldest database of 2026-01-01",
                "--policy elsewhere.yaml | 10 | 1 of 3 systems (33.34%); oldest database of 2026-01-01; 1 advisory has no score web-1",
                "--policy expired.yaml | 10 | 1 of 3 systems (33.34%); oldest database of 2026-01-01; 1 advisory has no score web-1",
                "--policy exempt.yaml --max-advisories 0 | 10 | at most 0 1 of 4 systems (25%), 1 not scanned; oldest database of 2026-01-01 web-1",
            })
    void should_leave_with_the_code_of_the_verdict_when_a_gate_asks_for_advisories(
            String rules, int code, String measured) throws IOException {
        take(
                scan("web-1-a", 20, OPENSSL, LINUX),
                scan("web-1-a", 21, "CVE-1 openssl 3.0.13 2").replace("vulnix", "grype"),
                scan("db-b", 20, ZLIB),
                scan("web-2-a", 12, OPENSSL),
                scan("web-2-a", 20),
                scan("web-2-a", 27, OPENSSL),
                // too old to count
                withDatabase(scan("ci-c", 20, OPENSSL), -143));
        String exemption = """
                  - hosts: '%s'
                    advisory: %s
                    reason: not reachable
                    owner: ops
                    expires: 2026-01-%02d
                """;
        String unscored = exemption.formatted("*", "CVE-3", 2);
        for (String policy : List.of("exempt", "elsewhere", "expired")) {
            String host = policy.equals("elsewhere") ? "web-2" : "web-*";
            int end = policy.equals("expired") ? 1 : 2;
            Files.writeString(
                    folder.resolve(policy + ".yaml"),
                    "version: 1\nrules:\n  - max-advisories: 0@7\n    hosts: '*b*'\nexemptions:\n"
                            + exemption.formatted(host, "cve-1", end)
                            + (policy.equals("exempt") ? unscored : ""));
        }
        String[] words = rules.split(" ", -1);

        Outcome run = gate("run", words);
        Outcome again = gate("gate --snapshot latest", words);
        Outcome waiting = gate("run --wait 1s --poll 1s", words);

        for (Outcome outcome : List.of(run, again, waiting)) {
            assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isEqualTo(code);
            assertThat(outcome.out().replaceAll(" +", " ")).contains(measured);
        }
    }

    @Test
    void should_show_an_exempt_advisory_in_every_output_when_a_policy_has_one() throws IOException {
        take(scan("web-1-a", 20, OPENSSL), scan("db-b", 20, OPENSSL), scan("web-2-a", 20), scan("ci-c", 20));
        Files.writeString(folder.resolve("policy.yaml"), """
                version: 1
                rules:
                  - max-advisories: 0
                exemptions:
                  - advisory: CVE-1
                    reason: not reachable
                    owner: ops
                    expires: 2026-01-02
                  - hosts: web-*
                    advisory: CVE-1
                    reason: fixed by hand
                    owner: amy
                    expires: 2026-01-01
                """);

        Outcome run = rollcall(
                FIRST_NIGHT,
                "run",
                "--policy",
                "policy.yaml",
                "--json",
                "report.json",
                "--summary",
                "summary.md",
                "--junit",
                "junit.xml",
                "--metrics",
                "metrics.prom",
                "--out",
                "report");

        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        assertThat(run.out())
                .contains(
                        "Exempt: 2 systems with CVE-1 (not reachable; ops; until 2026-01-02)",
                        "Expired: 1 system with CVE-1 on web-* (fixed by hand; amy; until 2026-01-01)");
        assertThat(read("report.json"))
                .contains(
                        "\"exempt\" : 0", "\"hosts\" : \"*\", \"advisory\" : \"CVE-1\", \"reason\" : \"not reachable\"")
                .contains("\"hosts\" : \"web-*\", \"advisory\" : \"CVE-1\", \"reason\" : \"fixed by hand\"");
        assertThat(read("summary.md"))
                .contains("| `CVE-1` | 2 | not reachable |", "| `CVE-1` on web-\\* | 1 | fixed by hand |");
        assertThat(read("junit.xml")).contains("exemption of CVE-1 on web-*", "rollcall.exempt\" value=\"0\"");
        assertThat(read("metrics.prom")).contains("rollcall_exempt_systems 0.0", "advisory=\"CVE-1\",hosts=\"*\"");
        assertThat(values(
                        "select concat_ws(' ', hosts, advisory, systems) from history.gate_exemptions order by number"))
                .containsExactly("* CVE-1 2", "web-* CVE-1 1");
    }

    /** Of a closure, in an hour, and what vulnix 1.12.3 printed. */
    private static String ofVulnix(String closure, int hour, String printed) {
        return "{\"store_path\":\"" + Fleet.closure(closure)
                + "\",\"scanner\":\"vulnix\",\"scanner_version\":\"1.12.3\",\"database_at\":\"" + Fleet.hour(12)
                + "\",\"scanned_at\":\"" + Fleet.hour(hour) + "\",\"vulnix\":" + printed.replace('\n', ' ') + "}";
    }

    /** Of a closure, in an hour, with advisories as id, package, version and score. */
    private static String scan(String closure, int hour, String... advisories) {
        return "{\"store_path\":\"" + Fleet.closure(closure) + "\",\"scanner\":\"vulnix\",\"scanned_at\":\""
                + Fleet.hour(hour) + "\",\"advisories\":["
                + Arrays.stream(advisories).map(AdvisoriesIT::advisory).collect(Collectors.joining(",")) + "]}";
    }

    private static String advisory(String words) {
        String[] parts = words.split(" ", -1);
        return "{\"id\":\"" + parts[0] + "\",\"package\":\"" + parts[1] + "\",\"version\":\"" + parts[2]
                + "\",\"score\":" + (parts[3].equals("-") ? "null" : parts[3]) + "}";
    }

    private static String withDatabase(String line, int hour) {
        return line.replace("\"scanned_at\"", "\"database_at\":\"" + Fleet.hour(hour) + "\",\"scanned_at\"");
    }

    private String read(String file) throws IOException {
        return Files.readString(folder.resolve(file)).replaceAll("\\s+", " ");
    }

    private Outcome gate(String command, String... rules) {
        return rollcall(
                FIRST_NIGHT,
                Stream.concat(Arrays.stream(command.split(" ", -1)), Arrays.stream(rules))
                        .toArray(String[]::new));
    }

    private void night(Instant at) {
        Outcome outcome = rollcall(at, "run", "--out", "report");
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    }

    private Outcome take(String... lines) throws IOException {
        return takeAt(FIRST_NIGHT, lines);
    }

    private Outcome takeAt(Instant at, String... lines) throws IOException {
        Files.writeString(folder.resolve("advisories.jsonl"), String.join("\n", lines) + "\n");
        return rollcall(at, "import", "advisories.jsonl");
    }

    private Outcome rollcall(Instant at, String... args) {
        return RollcallProgram.in(folder, at).on(POSTGRES.settings()).run(args);
    }

    /** What the scans found, by closure. */
    private static List<String> found() {
        return found("history.scans");
    }

    /** The same of those that the next night uses. */
    private static List<String> newest() {
        return found(
                "(select c.id as closure_id, n.* from history.closures as c cross join lateral history.newest_scans(c.id, now()) as n)");
    }

    private static List<String> found(String scans) {
        return values("""
                select concat_ws(' ', substr(c.store_path, %d), coalesce(a.advisory, 'nothing'), a.package, a.version, a.score)
                  from %s as s
                  join history.closures as c
                    on c.id = s.closure_id
                  join history.advisory_sets as x
                    on x.id = s.advisory_set_id
                  left join history.advisories as a
                    on a.id = any (x.advisory_ids)
                 order by 1
                """.formatted(Fleet.closure("").length() + 1, scans));
    }

    /** The day of the night, the closure, the hour, and the scanner. */
    private static List<String> used() {
        return values("""
                select concat_ws(' ', to_char(p.as_of at time zone 'UTC', 'DD'), substr(c.store_path, %d)
                                , extract(epoch from s.scanned_at - '2026-01-01T00:00:00Z'::timestamptz)::integer / 3600, n.name, n.version)
                  from history.used_scans as u
                  join history.snapshots as p
                    on p.id = u.snapshot_id
                 cross join lateral unnest(u.scan_ids) as x (id)
                  join history.scans as s
                    on s.id = x.id
                  join history.closures as c
                    on c.id = s.closure_id
                  join history.scanners as n
                    on n.id = s.scanner_id
                 order by 1
                """.formatted(Fleet.closure("").length() + 1));
    }

    /** The closure, and the scanner or the hour. */
    private static List<String> scans() {
        return values("""
                select substr(c.store_path, %d) || ' ' || case when c.store_path like '%%db-b' then n.name
                           when s.scanned_at > now() then 'ahead'
                           else (extract(epoch from s.scanned_at - '2026-01-01T00:00:00Z'::timestamptz)::bigint / 3600)::text end
                  from history.scans as s
                  join history.closures as c
                    on c.id = s.closure_id
                  join history.scanners as n
                    on n.id = s.scanner_id
                 order by 1
                """.formatted(Fleet.closure("").length() + 1));
    }

    private static List<String> values(String sql) {
        return POSTGRES.dsl().fetchValues(sql).stream().map(String::valueOf).toList();
    }
}
