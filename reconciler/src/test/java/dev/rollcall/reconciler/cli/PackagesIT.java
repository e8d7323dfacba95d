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
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is inside: closures are imported, nights are made, and who runs a package is asked. */
class PackagesIT {

    private static final String ERRATUM = "c".repeat(32) + "-";

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @TempDir
    Path folder;

    private Fleet fleet;

    /** web-1 and web-2 run the first commit, db the second; nobody imported what is inside of the closure of ci. */
    @BeforeEach
    void fourSystems() {
        POSTGRES.clear();
        fleet = FourSystems.in(POSTGRES.dsl());
    }

    @Test
    void should_list_who_runs_a_package_when_a_night_was_made_of_imported_closures() throws IOException {
        takeAll();
        night(FIRST_NIGHT);

        Outcome all = rollcall(FIRST_NIGHT, "packages", "openssl");
        Outcome below = rollcall(FIRST_NIGHT, "packages", "openssl", "--below", "3.0.14");

        assertThat(all.exitCode()).as(all.err()).isZero();
        assertThat(all.out().lines())
                .containsExactly(
                        "HOST   VERSION         STATUS      FLAKE  ENVIRONMENT  OWNER",
                        "db     1.1.1w, 3.0.14  Up to Date  infra  -            data",
                        "web-1  3.0.9           Outdated    infra  -            -",
                        "web-2  3.0.9           Outdated    infra  -            -",
                        "",
                        "3 of 3 systems run openssl as of 2026-01-02 02:00 UTC. Not collected: the packages of 1 system.");
        assertThat(below.out())
                .contains(
                        "db     1.1.1w   Up to Date",
                        "web-1  3.0.9    Outdated",
                        "3 of 3 systems run openssl below 3.0.14");
        assertThat(rollcall(FIRST_NIGHT, "packages", "openssl", "--below", "1.1.1w")
                        .out())
                .isEqualTo("None of 3 systems runs openssl below 1.1.1w as of 2026-01-02 02:00 UTC."
                        + " Not collected: the packages of 1 system.\n");
        assertThat(rollcall(FIRST_NIGHT, "packages", "nginx").out()).contains("2 of 3 systems run nginx");
    }

    @Test
    void should_list_only_systems_that_fit_when_there_is_a_filter() throws IOException {
        takeAll();
        night(FIRST_NIGHT);

        Outcome ofOwner = rollcall(FIRST_NIGHT, "packages", "openssl", "--owner", "data", "--format", "csv");
        Outcome ofFlake = rollcall(FIRST_NIGHT, "packages", "openssl", "--flake", "lab");
        Outcome ofNobody = rollcall(FIRST_NIGHT, "packages", "openssl", "--owner", "dat");

        assertThat(ofOwner.out().lines())
                .containsExactly(
                        "package,version,hostname,status,flake,environment,owner,store_path",
                        "openssl,1.1.1w,db,Up to Date,infra,,data," + Fleet.closure("db-b"),
                        "openssl,3.0.14,db,Up to Date,infra,,data," + Fleet.closure("db-b"));
        assertThat(ofFlake.out()).startsWith("None of 0 systems runs openssl").contains("packages of 1 system.");
        assertThat(ofNobody.err()).startsWith("error[unknown-owner]: There is no owner 'dat'. Did you mean data?");
    }

    @Test
    void should_speak_of_its_own_night_when_the_systems_were_deployed_since() throws IOException {
        takeAll();
        night(FIRST_NIGHT);
        fleet.state("web-1", "web-1-b", 30);
        night(SECOND_NIGHT);

        Outcome now = rollcall(SECOND_NIGHT, "packages", "openssl", "--format", "json");
        Outcome then = rollcall(SECOND_NIGHT, "packages", "openssl", "--snapshot", "previous", "--format", "csv");

        assertThat(now.out())
                .contains(
                        "\"package\" : \"openssl\"",
                        "\"systems_looked_at\" : 4",
                        "\"not_collected\" : 1",
                        "\"hostname\" : \"web-1\",\n      \"versions\" : [\n        \"3.0.14\"\n      ]");
        assertThat(then.out()).contains("openssl,3.0.9,web-1,Outdated", "openssl,3.0.9,web-2,Outdated");
    }

    @Test
    void should_keep_what_a_deployment_would_bring_when_a_night_is_made() throws IOException {
        takeAll();

        night(FIRST_NIGHT);

        assertThat(due()).containsExactly("web-1 " + Fleet.closure("web-1-b"), "web-2 " + Fleet.closure("web-2-b"));
    }

    @Test
    void should_keep_nothing_due_when_a_system_is_pinned_to_what_it_runs_or_waits_for_another_pin() throws IOException {
        fleet.commit("infra", "d", 4).evaluation("infra", "d", "web-1", "web-1-d");
        fleet.pin("web-1", "b").pin("web-2", "a");
        takeAll();

        night(FIRST_NIGHT);

        assertThat(due()).containsExactly("web-1 " + Fleet.closure("web-1-b"));
    }

    @Test
    void should_keep_what_its_pin_would_bring_when_a_pinned_system_runs_an_unknown_closure() throws IOException {
        fleet.commit("infra", "d", 4)
                .evaluation("infra", "d", "web-1", "web-1-d")
                .pin("web-1", "b")
                .state("web-1", "odd", 5);
        takeAll();
        take(closure("odd", packages("openssl-3.0.9")), closure("web-1-d", packages("openssl-3.0.15")));

        night(FIRST_NIGHT);

        assertThat(due()).containsExactly("web-1 " + Fleet.closure("web-1-b"), "web-2 " + Fleet.closure("web-2-b"));
    }

    @Test
    void should_keep_what_was_due_then_when_a_night_is_made_after_another_evaluation() throws IOException {
        fleet.recipe("infra", "b", "web-1", "another", "web-1-a2", "build-complete");
        POSTGRES.dsl()
                .execute(
                        "update inventory.derivations set completed_at = ?::timestamptz where derivation_path is not null",
                        SECOND_NIGHT.toString());
        takeAll();
        take(closure("web-1-a2", packages("openssl-3.0.15")));

        night(FIRST_NIGHT);

        assertThat(due()).containsExactly("web-1 " + Fleet.closure("web-1-b"), "web-2 " + Fleet.closure("web-2-b"));
    }

    @Test
    void should_show_what_deploying_would_change_and_what_it_changed_when_a_system_is_deployed() throws IOException {
        takeAll();
        night(FIRST_NIGHT);
        String behind = text("systems/web-1.html");
        fleet.state("web-1", "web-1-b", 30).state("ci", "ci-d", 30);
        night(SECOND_NIGHT);

        String deployed = text("systems/web-1.html");
        String changes = text(report(SECOND_NIGHT) + "/changes.html");

        assertThat(behind)
                .contains("packages 3 packages", "What deploying would change 2 updated")
                .contains("linux 6.18.16 → 6.18.17", "openssl 3.0.9 → 3.0.14")
                .doesNotContain("What its last deployment changed");
        assertThat(deployed)
                .contains("What its last deployment changed 2 updated", "openssl 3.0.9 → 3.0.14")
                .doesNotContain("What deploying would change");
        assertThat(text("systems/ci.html")).contains("packages not collected");
        assertThat(changes)
                .contains(
                        "Packages changed on 1 system: linux 6.18.16 → then 6.18.17 on 1, openssl 3.0.9 → then 3.0.14 on 1")
                .contains("Package changes 2 changes on 1 system that runs another closure")
                .contains("Not collected: 1 system.");
        assertThat(Files.readString(folder.resolve("report/" + report(SECOND_NIGHT) + "/package-changes.csv")))
                .isEqualTo("package,before,after,systems\nlinux,6.18.16,6.18.17,1\nopenssl,3.0.9,3.0.14,1\n");
        // a page that is written again on a later night, for whatever reason, still says so
        fleet.heartbeat("web-1", 51).owner("web-1", "amy");
        night(Fleet.hour(74));
        assertThat(text("systems/web-1.html")).contains("owner amy", "What its last deployment changed 2 updated");
    }

    @Test
    void should_say_that_nothing_was_compared_when_no_closure_of_a_deployed_system_is_collected() throws IOException {
        takeAll();
        night(FIRST_NIGHT);
        fleet.state("ci", "ci-d", 30);
        night(SECOND_NIGHT);

        assertThat(text(report(SECOND_NIGHT) + "/changes.html"))
                .contains("Package changes 1 system runs another closure; its packages were not collected.")
                .doesNotContain("Not collected", "Packages changed");
    }

    @Test
    void should_show_who_still_runs_an_older_version_when_a_night_has_closures() throws IOException {
        takeAll();
        night(FIRST_NIGHT);

        String page = text(report(FIRST_NIGHT) + "/packages.html");

        assertThat(page)
                .contains("4 packages, 2 of them in several versions", "3 systems collected", "not collected: 1 system")
                .contains("Packages, those with the most systems on older versions first")
                .contains("linux 6.18.17 1 system 2 6.18.16 2 systems: web-1, web-2")
                .contains("openssl 3.0.14 1 system 2 3.0.9 2 systems: web-1, web-2 1.1.1w 1 system: db")
                .contains("nginx 1.28.0 2 systems – –");
        assertThat(Files.readString(folder.resolve("report/" + report(FIRST_NIGHT) + "/packages.csv")))
                .contains("package,version,systems\n", "openssl,3.0.14,1\nopenssl,3.0.9,2\nopenssl,1.1.1w,1\n");
        assertThat(text(report(FIRST_NIGHT) + "/index.html")).contains("Rollout Packages Systems");
    }

    @Test
    void should_say_nothing_of_packages_when_no_closure_that_a_system_runs_is_collected() throws IOException {
        take(closure("other", packages("other-1.0")));
        night(FIRST_NIGHT);
        fleet.state("web-1", "web-1-b", 30);
        night(SECOND_NIGHT);

        assertThat(folder.resolve("report/" + report(SECOND_NIGHT) + "/packages.html"))
                .doesNotExist();
        for (String page : List.of("/index.html", "/changes.html", "/about.html")) {
            assertThat(text(report(SECOND_NIGHT) + page)).doesNotContainIgnoringCase("package");
        }
        assertThat(text("systems/web-1.html")).doesNotContain("packages");
    }

    @Test
    void should_delete_a_closure_when_neither_the_inventory_nor_a_night_names_it() throws IOException {
        takeAll();
        take(closure("lost", packages("lost-1.0")), closure("ci-c", packages("kept-1.0")));
        night(FIRST_NIGHT);
        POSTGRES.dsl().execute("truncate inventory.system_states, inventory.derivations");

        POSTGRES.dsl().execute("select history.delete_orphans()");

        // a night knows them still, and what was due
        assertThat(values("select name from history.packages"))
                .contains("openssl", "kept")
                .doesNotContain("lost");
        POSTGRES.dsl().execute("delete from history.snapshots");
        POSTGRES.dsl().execute("select history.delete_orphans()");
        assertThat(values("select name from history.packages")).isEmpty();
        assertThat(values("select digest::text from history.package_sets")).isEmpty();
    }

    @Test
    void should_change_nothing_when_closures_come_again() throws IOException {
        takeAll();

        Outcome again = takeAll();

        assertThat(again.out()).contains("Nothing changed: everything was already known.");
        assertThat(values("select count(*)::text from history.closures")).containsExactly("6");
    }

    @Test
    void should_keep_packages_once_when_many_closures_hold_the_same() throws IOException {
        takeAll();

        // web-1-a as web-2-a, web-1-b as web-2-b, db-b, and what is left of lab
        assertThat(values("select count(*)::text from history.package_sets")).containsExactly("4");
    }

    @Test
    void should_say_the_same_when_lines_that_disagree_come_in_another_order() throws IOException {
        String few = closure("ci-c", packages("a-1"));
        String many = closure("ci-c", packages("a-1", "b-2"));
        String sized = "{\"store_path\":\"" + Fleet.closure("ci-c") + "\",\"paths\":[{\"path\":\"/nix/store/" + ERRATUM
                + "a-1\",\"narSize\":7},{\"path\":\"" + ERRATUM + "etc\",\"narSize\":35}]}";

        for (List<String> order :
                List.of(List.of(few, many, sized), List.of(sized, few, many), List.of(many, sized, few))) {
            POSTGRES.dsl().execute("truncate history.packages, history.package_sets cascade");
            take(order.toArray(String[]::new));
            String atOnce = closureRow();
            POSTGRES.dsl().execute("truncate history.packages, history.package_sets cascade");
            for (String line : order) {
                take(line);
            }

            assertThat(atOnce).isEqualTo("a 1, b 2: 42");
            assertThat(closureRow()).isEqualTo(atOnce);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'store_path':'/nix/store/a'} | line-lacks-key | has neither 'packages' nor 'paths'",
                "{'store_path':'/nix/store/a','paths':[]} | line-lacks-key | has an empty 'paths', and no closure is empty",
                "{'store_path':'/nix/store/a.drv','paths':[]} | line-invalid-store-path | which is a derivation",
                "{'store_path':'/nix/store/a','paths':['etc']} | line-invalid-store-path | has 'etc' in 'paths', expected store paths",
                "{'store_path':'/nix/store/a','paths':{}} | line-wrong-type | has 'paths' as an object, expected an array",
                "{'store_path':'/nix/store/a','packages':['a']} | line-wrong-type | has 'packages' as text, expected an array of objects with 'name' and 'version'",
                "{'store_path':'/nix/store/a','packages':[{'name':'a','version':'1','size':-1}]} | line-wrong-type | expected a number of bytes",
                "{'store_path':'/nix/store/a','packages':[{'name':'<script>','version':'1'}]} | line-invalid-text | has a package '<script>', expected letters",
                "{'store_path':'/nix/store/a','packages':[{'name':'a','version':'1 2'}]} | line-invalid-text | has a package '1 2'"
            })
    void should_refuse_a_line_when_it_is_no_closure(String line, String error, String words) throws IOException {
        Outcome refused = take(line.replace('\'', '"'));

        assertThat(refused.exitCode()).isEqualTo(ExitCode.ERROR.code());
        assertThat(refused.err()).startsWith("error[" + error + "]").contains(words.replace("'", "'"));
    }

    @Test
    void should_say_so_when_there_is_nothing_to_answer_from() throws IOException {
        Outcome withoutNight = rollcall(FIRST_NIGHT, "packages", "openssl");
        night(FIRST_NIGHT);
        Outcome withoutClosures = rollcall(FIRST_NIGHT, "packages", "openssl");
        takeAll();
        Outcome misspelt = rollcall(FIRST_NIGHT, "packages", "opensl");

        assertThat(withoutNight.err()).startsWith("error[unknown-snapshot]");
        assertThat(withoutClosures.err())
                .isEqualTo("error[no-closures]: No closures have been imported. Import closures.jsonl first.\n");
        assertThat(misspelt.exitCode()).isEqualTo(ExitCode.USAGE.code());
        assertThat(misspelt.err())
                .startsWith("error[unknown-package]: No closure holds a package 'opensl'. Did you mean openssl?");
    }

    @Test
    void should_know_the_names_of_the_snapshot_when_the_inventory_has_lost_them() throws IOException {
        takeAll();
        night(FIRST_NIGHT);
        fleet.owner("db", "somebody-else");
        night(SECOND_NIGHT);

        Outcome then = rollcall(SECOND_NIGHT, "packages", "openssl", "--snapshot", "previous", "--owner", "data");
        Outcome now = rollcall(SECOND_NIGHT, "packages", "openssl", "--owner", "data");

        assertThat(then.err()).isEmpty();
        assertThat(then.out()).contains("db ").doesNotContain("web-1");
        assertThat(now.err()).startsWith("error[unknown-owner]: There is no owner 'data'.");
    }

    private Outcome takeAll() throws IOException {
        return take(
                closure(
                        "web-1-a",
                        packages("openssl-3.0.9", "openssl-3.0.9-bin", "nginx-1.28.0", "linux-6.18.16", "etc")),
                closure(
                        "web-2-a",
                        packages("linux-6.18.16-modules", "nginx-1.28.0", "openssl-3.0.9-man", "unit-a.service")),
                closure("web-1-b", packages("openssl-3.0.14", "nginx-1.28.0", "linux-6.18.17")),
                closure("web-2-b", packages("openssl-3.0.14", "nginx-1.28.0", "linux-6.18.17")),
                closure("db-b", packages("openssl-3.0.14", "openssl-1.1.1w", "postgresql-17.2", "linux-6.18.17")),
                closure("somewhere", packages("hello-2.12")));
    }

    private static String closure(String name, String paths) {
        return "{\"store_path\":\"" + Fleet.closure(name) + "\",\"paths\":[" + paths + ",\"" + Fleet.closure(name)
                + "\"]}";
    }

    private static String packages(String... names) {
        return Arrays.stream(names)
                .map(name -> "\"/nix/store/" + ERRATUM + name + "\"")
                .collect(Collectors.joining(","));
    }

    private Outcome take(String... lines) throws IOException {
        Files.writeString(folder.resolve("closures.jsonl"), String.join("\n", lines) + "\n");
        return rollcall(FIRST_NIGHT, "import", "closures.jsonl");
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

    private static List<String> due() {
        return values("""
                select h.hostname || ' ' || c.store_path
                  from history.due_closures as d
                 cross join lateral unnest(d.hostnames, d.closure_ids) as h (hostname, closure_id)
                  join history.closures as c
                    on c.id = h.closure_id
                """);
    }

    private static String closureRow() {
        return values("""
                select string_agg(p.name || ' ' || p.version, ', ' order by p.name) || ': ' || max(c.size)
                  from history.closures as c
                  join history.package_sets as s
                    on s.id = c.package_set_id
                  join history.packages as p
                    on p.id = any (s.package_ids)
                """).get(0);
    }

    private static List<String> values(String sql) {
        return POSTGRES.dsl().fetchValues(sql).stream().map(String::valueOf).toList();
    }
}
