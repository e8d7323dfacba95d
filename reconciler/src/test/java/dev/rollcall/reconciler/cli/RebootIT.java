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
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What machines say about their reboot, from the file that they send to what the commands print, night after night. */
class RebootIT {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String MONDAY = "2026-06-01T12:00:00Z";
    private static final String TUESDAY = "2026-06-02T12:00:00Z";

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @TempDir
    Path folder;

    @BeforeEach
    void threeSystems() throws IOException {
        POSTGRES.clear();
        takeIn("flakes", "{'name': 'infra'}");
        takeIn(
                "commits",
                "{'flake': 'infra', 'git_commit_hash': '" + Fleet.hash("a")
                        + "', 'commit_timestamp': '2026-05-01T00:00:00Z'}");
        takeIn(
                "systems",
                "{'hostname': 'db', 'flake': 'infra', 'environment': 'prod'}",
                "{'hostname': 'edge', 'flake': 'infra'}",
                "{'hostname': 'web', 'flake': 'infra', 'environment': 'prod'}",
                "{'hostname': 'new', 'flake': 'infra'}");
    }

    @Test
    void should_carry_the_mark_from_the_state_to_every_output_when_nights_go_by() throws IOException {
        takeIn(
                "states",
                state("web", "2026-05-30T10:00:00Z", "'reboot_needed': false"),
                state("web", "2026-05-31T10:00:00Z", "'reboot_needed': true"),
                state("web", "2026-06-01T10:00:00Z", "'reboot_needed': true, 'booted_store_path': '/nix/store/old'"),
                state("db", "2026-06-01T10:00:00Z", "'reboot_needed': false"),
                state("edge", "2026-06-01T10:00:00Z", "'reboot_needed': null"));
        Outcome monday = night(MONDAY);
        takeIn(
                "states",
                state("web", "2026-06-02T10:00:00Z", "'reboot_needed': false"),
                state("db", "2026-06-02T10:00:00Z", "'reboot_needed': true"),
                state("edge", "2026-06-02T11:00:00Z", "'reboot_needed': true"));
        Outcome tuesday = night(TUESDAY);

        assertThat(monday.exitCode()).as(monday.err()).isZero();
        assertThat(read(MONDAY, "summary.md")).contains("Of these 1 needs a reboot.");
        assertThat(read(MONDAY, "systems.csv"))
                .contains(",reboot_needed,reboot_needed_since\n")
                .containsPattern("(?m)^db,.*,false,$")
                .containsPattern("(?m)^edge,.*,,$")
                .containsPattern("(?m)^web,.*,true,2026-05-31T10:00:00Z$");
        assertThat(read(MONDAY, "metrics.prom"))
                .contains("rollcall_reboot_needed_systems 1.0", "rollcall_reboot_collected_systems 2.0");
        JsonNode snapshot = JSON.readTree(read(MONDAY, "report.json")).get("snapshot");
        assertThat(snapshot.get("reboot_needed").intValue()).isEqualTo(1);
        assertThat(snapshot.get("reboot_collected").intValue()).isEqualTo(2);
        assertThat(read(MONDAY, "report.json"))
                .contains("\"reboot_needed_since\" : \"2026-05-31T10:00:00Z\"", "\"reboot_needed\" : false");

        assertThat(tuesday.exitCode()).as(tuesday.err()).isZero();
        assertThat(read(TUESDAY, "summary.md")).contains("Of these 2 need a reboot.");
        assertThat(page(TUESDAY, "index.html"))
                .contains("2 need a reboot (1 more)")
                .doesNotContain("not collected");
        assertThat(page(TUESDAY, "index.html")).contains("<b>reboot needed 2 h</b>", "<b>reboot needed 1 h</b>");
        // packed by the second night
        assertThat(POSTGRES.dsl().fetchValues("""
                        select concat_ws(' ', p.as_of at time zone 'UTC', s.hostname, s.reboot_needed, s.reboot_needed_since at time zone 'UTC')
                          from history.published_snapshots as p
                          join history.system_statuses as s on s.snapshot_id = p.id
                         where s.reboot_needed is not null
                         order by 1
                        """))
                .hasToString("[2026-06-01 12:00:00 db f, 2026-06-01 12:00:00 web t 2026-05-31 10:00:00, "
                        + "2026-06-02 12:00:00 db t 2026-06-02 10:00:00, 2026-06-02 12:00:00 edge t 2026-06-02 11:00:00, "
                        + "2026-06-02 12:00:00 web f]");
    }

    @Test
    void should_say_that_it_is_not_collected_when_no_state_says_it() throws IOException {
        takeIn("states", state("web", "2026-06-01T10:00:00Z", "'nixos_version': '25.11'"));

        night(MONDAY);

        assertThat(read(MONDAY, "summary.md")).doesNotContain("reboot");
        assertThat(page(MONDAY, "index.html")).contains("pending reboots not collected");
        assertThat(page(MONDAY, "../systems/web.html")).contains("<dt>reboot<dd>not collected");
        JsonNode snapshot = JSON.readTree(read(MONDAY, "report.json")).get("snapshot");
        assertThat(snapshot.get("reboot_needed").isNull()).isTrue();
        assertThat(snapshot.get("reboot_collected").intValue()).isZero();
        assertThat(rollcall(MONDAY, "explain", "web").out()).containsPattern("reboot +not collected");
        assertThat(rollcall(MONDAY, "explain", "new").out()).doesNotContain("reboot");
        assertThat(rollcall(MONDAY, "status", "--reboot-needed", "--format", "names")
                        .out())
                .isEmpty();
    }

    @Test
    void should_have_the_same_in_a_night_that_is_computed_later() throws IOException {
        takeIn("states", state("web", "2026-05-30T10:00:00Z", "'reboot_needed': true"));
        night(TUESDAY);
        // arrives late
        takeIn("states", state("web", "2026-05-29T10:00:00Z", "'reboot_needed': true"));
        takeIn("states", state("web", "2026-06-02T10:00:00Z", "'reboot_needed': false"));

        Outcome backfill =
                rollcall("2026-06-03T12:00:00Z", "backfill", "--from", MONDAY, "--to", MONDAY, "--out", "archive");

        assertThat(backfill.exitCode()).as(backfill.err()).isZero();
        assertThat(POSTGRES.dsl().fetchValues("""
                        select s.reboot_needed_since at time zone 'UTC'
                          from history.published_snapshots as p
                          join history.system_statuses as s on s.snapshot_id = p.id
                         where s.reboot_needed
                         order by p.as_of
                        """)).hasToString("[2026-05-29 10:00:00.0, 2026-05-30 10:00:00.0]");
    }

    @Test
    void should_take_the_word_of_the_host_when_both_of_its_paths_are_the_same() throws IOException {
        takeIn(
                "states",
                state(
                        "web",
                        "2026-06-01T10:00:00Z",
                        "'reboot_needed': true, 'booted_store_path': '" + Fleet.closure("web") + "/'"));

        assertThat(rollcall(MONDAY, "explain", "web").out())
                .contains(", reboot needed\n", "needed since 2026-06-01 10:00 UTC (2 h earlier)")
                .containsPattern("booted with +" + Fleet.closure("web") + "\n");
        assertThat(rollcall(MONDAY, "explain", "web", "--format", "json").out())
                .contains(
                        "\"reboot_needed\" : true",
                        "\"reboot_needed_since\" : \"2026-06-01T10:00:00Z\"",
                        "\"booted_store_path\" : \"" + Fleet.closure("web") + "\"");
        assertThat(rollcall(MONDAY, "status").out()).contains("(reboot needed)").contains("; 1 needs a reboot");
        assertThat(rollcall(MONDAY, "status", "--reboot-needed", "--format", "names")
                        .out())
                .isEqualTo("web\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'reboot_needed': 'true' | has 'reboot_needed' as text, expected true or false",
                "'reboot_needed': 1 | has 'reboot_needed' as a number, expected true or false",
                "'booted_store_path': '/run/booted-system' | has 'booted_store_path' '/run/booted-system', expected a store path",
                "'booted_store_path': '/nix/store/x.drv' | has 'booted_store_path' '/nix/store/x.drv', which is a derivation",
            })
    void should_refuse_a_line_when_what_it_says_of_the_reboot_has_another_form(String said, String problem)
            throws IOException {
        Path file = Files.writeString(folder.resolve("states.jsonl"), lines(state("web", MONDAY, said)));

        Outcome refused = rollcall(MONDAY, "import", file.toString());

        assertThat(refused.exitCode()).isOne();
        assertThat(refused.err()).contains("states.jsonl line 1", problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--max-reboot-needed 1 | 0 | at most 1 1 of 2 systems (50%), not collected for 2",
                "--max-reboot-needed 50% | 0 | at most 50% 1 of 2 systems (50%), not collected for 2",
                "--max-reboot-needed 49% | 10 | at most 49% 1 of 2 systems (50%), not collected for 2 web",
                "--max-reboot-needed environment:prod=0 | 10 | 1 of 2 systems (50%) web",
                "--max-reboot-needed hosts:edge=0 | 11 | no system reports whether it needs a reboot",
                "--max-reboot-needed hosts:nobody-*=0 | 11 | no active system is in this scope",
                "--policy exempt.yaml | 0 | 0 of 1 system (0%), not collected for 2",
            })
    void should_leave_with_the_code_of_the_verdict_when_a_gate_asks_for_reboots(String rules, int code, String measured)
            throws IOException {
        takeIn(
                "states",
                state("web", "2026-06-01T10:00:00Z", "'reboot_needed': true"),
                state("db", "2026-06-01T10:00:00Z", "'reboot_needed': false"),
                state("edge", "2026-06-01T10:00:00Z", "'nixos_version': '25.11'"));
        Files.writeString(folder.resolve("exempt.yaml"), """
                version: 1
                rules:
                  - max-reboot-needed: 0
                exemptions:
                  - hosts: web
                    reason: being moved
                    owner: ops
                    expires: 2026-06-30
                """);

        Outcome run = rollcall(MONDAY, ("run " + rules).split(" ", -1));

        assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(code);
        assertThat(run.out().replaceAll(" +", " ")).contains(measured);
    }

    private Outcome night(String asOf) {
        return rollcall(
                asOf,
                "run",
                "--out",
                "archive",
                "--json",
                name(asOf, "report.json"),
                "--summary",
                name(asOf, "summary.md"),
                "--metrics",
                name(asOf, "metrics.prom"),
                "--csv",
                name(asOf, "systems.csv"));
    }

    private static String name(String asOf, String file) {
        return asOf.substring(0, 10) + "-" + file;
    }

    private String read(String asOf, String file) throws IOException {
        return Files.readString(folder.resolve(name(asOf, file)));
    }

    private String page(String asOf, String file) throws IOException {
        try (var folders = Files.list(folder.resolve("archive"))) {
            Path report = folders.filter(path -> path.getFileName().toString().startsWith(asOf.substring(0, 10)))
                    .findFirst()
                    .orElseThrow();
            return Files.readString(report.resolve(file));
        }
    }

    private void takeIn(String kind, String... lines) throws IOException {
        Path file = Files.writeString(folder.resolve(kind + ".jsonl"), lines(lines));
        Outcome taken = rollcall(TUESDAY, "import", file.toString());
        assertThat(taken.exitCode()).as(taken.err()).isZero();
    }

    private static String state(String host, String at, String more) {
        return "{'hostname': '" + host + "', 'store_path': '" + Fleet.closure(host) + "', 'timestamp': '" + at + "', "
                + more + "}";
    }

    private static String lines(String... lines) {
        return String.join("\n", List.of(lines)).replace('\'', '"') + "\n";
    }

    private Outcome rollcall(String now, String... args) {
        return RollcallProgram.in(folder, Instant.parse(now))
                .on(POSTGRES.settings())
                .run(args);
    }
}
