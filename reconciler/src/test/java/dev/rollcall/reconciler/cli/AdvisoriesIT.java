// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli;

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
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Known weaknesses: scans are imported, nights are made, and a later scan changes no past night. */
class AdvisoriesIT {

    private static final Instant FIRST_NIGHT = Fleet.hour(26);

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @TempDir
    Path folder;

    /** web-1 and web-2 run the first commit, db the second; nobody imported what is inside of the closures. */
    @BeforeEach
    void fourSystems() {
        POSTGRES.clear();
        new Fleet(POSTGRES.dsl())
                .flake("infra")
                .flake("lab")
                .commit("infra", "a", 1)
                .commit("infra", "b", 2)
                .commit("lab", "c", 1)
                .system("web-1", "infra")
                .system("web-2", "infra")
                .system("db", "infra")
                .system("ci", "lab")
                .evaluation("infra", "a", "web-1", "web-1-a")
                .evaluation("infra", "a", "web-2", "web-2-a")
                .evaluation("infra", "b", "web-1", "web-1-b")
                .evaluation("infra", "b", "web-2", "web-2-b")
                .evaluation("infra", "b", "db", "db-b")
                .evaluation("lab", "c", "ci", "ci-c")
                .state("web-1", "web-1-a", 3)
                .state("web-2", "web-2-a", 3)
                .state("db", "db-b", 3)
                .state("ci", "ci-c", 3);
    }

    @Test
    void should_keep_what_vulnix_prints_when_it_is_imported() throws IOException {
        take(ofVulnix("web-1-a", 20, """
                [{"name": "openssl-3.0.13", "pname": "openssl", "version": "3.0.13", "derivation": "/nix/store/a.drv",
                  "affected_by": ["CVE-2024-4741", "CVE-2024-5535"], "whitelisted": ["CVE-2023-1"],
                  "cvssv3_basescore": {"CVE-2024-5535": 9.1, "CVE-2023-1": 5}, "description": {"CVE-2024-5535": "…"}, "kev": []},
                 {"name": "openssl-3.0.13", "pname": "openssl", "version": "3.0.13", "derivation": "/nix/store/b.drv",
                  "affected_by": ["CVE-2024-5535"], "whitelisted": [], "cvssv3_basescore": {"CVE-2024-5535": 9.1}},
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
            List<String> atOnce = found();
            POSTGRES.dsl().execute("truncate history.scanners, history.advisories, history.advisory_sets cascade");
            for (String line : order) {
                take(line);
            }

            assertThat(atOnce).containsExactly("web-1-a CVE-1 openssl 3.0.13 7.3", "web-1-a CVE-2 linux 6.6.30 5.0");
            assertThat(found()).isEqualTo(atOnce);
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
                "{'store_path':'/nix/store/a','scanner':'x','scanned_at':'2026-01-01T00:00:00Z','advisories':[{'id':'A','version':'1'}]} | line-invalid-text | has a package 'null'",
                "{'store_path':'/nix/store/a','scanner':'x','scanned_at':'2026-01-01T00:00:00Z','advisories':[{'id':'A','package':'a/b','version':'1'}]} | line-invalid-text | has a package 'a/b'",
                "{'store_path':'/nix/store/a','scanner':'x','scanned_at':'2026-01-01T00:00:00Z','advisories':[{'id':'A','package':'a','version':'1','score':10.1}]} | line-wrong-type | has 'advisories.score' that is not a score, expected a number from 0 to 10",
                "{'store_path':'/nix/store/a','scanner':'x','scanned_at':'2026-01-01T00:00:00Z','advisories':[{'id':'A','package':'a','version':'1','score':'high'}]} | line-wrong-type | that is not a score",
                "{'store_path':'/nix/store/a','scanner':'vulnix','scanned_at':'2026-01-01T00:00:00Z','vulnix':['usage']} | line-wrong-type | expected the array that 'vulnix --json' prints",
                "{'store_path':'/nix/store/a','scanner':'vulnix','scanned_at':'2026-01-01T00:00:00Z','vulnix':[{'name':'etc','affected_by':['A']}]} | line-invalid-text | has a package ''"
            })
    void should_refuse_a_line_when_it_is_no_scan(String line, String error, String words) throws IOException {
        Outcome refused = take(line.replace('\'', '"'));

        assertThat(refused.exitCode()).isEqualTo(ExitCode.ERROR.code());
        assertThat(refused.err()).startsWith("error[" + error + "]").contains(words);
        assertThat(values("select count(*)::text from history.scans")).containsExactly("0");
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

    private Outcome take(String... lines) throws IOException {
        Files.writeString(folder.resolve("advisories.jsonl"), String.join("\n", lines) + "\n");
        return rollcall(FIRST_NIGHT, "import", "advisories.jsonl");
    }

    private Outcome rollcall(Instant at, String... args) {
        return RollcallProgram.in(folder, at).on(POSTGRES.settings()).run(args);
    }

    /** What the scans found, by closure. */
    private static List<String> found() {
        return values("""
                select concat_ws(' ', substr(c.store_path, %d), coalesce(a.advisory, 'nothing'), a.package, a.version, a.score)
                  from history.scans as s
                  join history.closures as c
                    on c.id = s.closure_id
                  join history.advisory_sets as x
                    on x.id = s.advisory_set_id
                  left join history.advisories as a
                    on a.id = any (x.advisory_ids)
                 order by 1
                """.formatted(Fleet.closure("").length() + 1));
    }

    private static List<String> values(String sql) {
        return POSTGRES.dsl().fetchValues(sql).stream().map(String::valueOf).toList();
    }
}
