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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One fleet: web-1 is up to date, web-2 and lab-1 outdated for a day, odd unknown, db-1 offline. */
class GateCommandsIT {

    private static final Instant NOW = Fleet.hour(48);
    private static final int PASSED = ExitCode.OK.code();
    private static final int FAILED = ExitCode.GATE_FAILED.code();
    private static final int UNDECIDABLE = ExitCode.GATE_UNDECIDABLE.code();

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @TempDir
    Path folder;

    private Fleet fleet = new Fleet(POSTGRES.dsl());

    @BeforeEach
    void fiveSystems() {
        POSTGRES.clear();
        fleet = new Fleet(POSTGRES.dsl())
                .flake("infra")
                .flake("other")
                .commit("infra", "a", 1)
                .commit("infra", "b", 20)
                .commit("other", "c", 1)
                .system("web-1", "infra")
                .system("web-2", "infra")
                .system("lab-1", "infra")
                .system("db-1", "infra")
                .system("odd", null);
        for (String host : List.of("web-1", "web-2", "lab-1")) {
            fleet.evaluation("infra", "a", host, host + "-a")
                    .evaluation("infra", "b", host, host + "-b")
                    .state(host, host + "-a", 2);
        }
        fleet.state("web-1", "web-1-b", 47)
                .state("odd", "odd-x", 3)
                .environment("web-1", "prod")
                .environment("web-2", "prod")
                .owner("web-1", "ops")
                .owner("lab-1", "lab team");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--max-outdated 2 | 0",
                "--max-outdated 1 | 10",
                "--max-outdated 40% | 0",
                "--max-outdated 39.9% | 10",
                "--max-outdated environment:prod=0 | 10",
                "--max-outdated environment:prod=1 | 0",
                "--max-outdated hosts:web-*=50% | 0",
                "--max-outdated flake:infra,hosts:web-*=0 | 10",
                "--max-unknown 1 | 0",
                "--max-unknown 0 | 10",
                "--max-unknown flake:*=0 | 0",
                "--max-offline 1 | 0",
                "--max-offline 0 | 10",
                "--max-behind-days 2 | 0",
                "--max-behind-days 1 | 10",
                "--require-up-to-date web-1 | 0",
                "--require-up-to-date web-* | 10",
                "--no-regressions | 0",
                "--expect-commit bbbbbbb | 10",
                "--expect-commit hosts:web-1=bbbbbbb | 0",
                "--expect-commit hosts:web-*=aaaaaaa | 0",
                "--expect-commit 1234567 | 11",
                "--max-outdated flake:other=0 | 11",
                "--max-outdated owner:ops=0 | 0",
                "--max-outdated owner:*=0 | 10",
                "--max-outdated owner:nobody-*=0 | 11",
                "--require-up-to-date nobody-* | 11",
                "--max-outdated 5 --max-unknown 5 --max-offline 5 | 0",
                "--max-outdated 5 --max-unknown 0 --max-offline 5 | 10",
                "--max-outdated 0 --expect-commit 1234567 | 10",
                "--max-outdated 5 --expect-commit 1234567 | 11"
            })
    void should_exit_with_the_code_of_the_verdict_when_run_with_rules(String rules, int expected) {
        List<String> command = new ArrayList<>(List.of("run"));
        for (String part : rules.split(" ", -1)) {
            command.add(part.replace("bbbbbbb", Fleet.hash("b").substring(0, 8)).replace("aaaaaaa", Fleet.hash("a")));
        }

        Outcome run = rollcall(command.toArray(String[]::new));

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).as(run.out()).isEqualTo(expected);
        assertThat(run.out())
                .contains(expected == 0 ? "Gate: PASSED" : expected == 10 ? "Gate: FAILED" : "Gate: UNDECIDABLE");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "run --max-outdated flake:infar=0 | There is no flake 'infar'. Did you mean infra?",
                "run --max-outdated environment:prdo=0 | There is no environment 'prdo'. Did you mean prod?",
                "run --max-outdated owner:opps=0 | There is no owner 'opps'. Did you mean ops?",
                "run --max-outdated owner:zzzz=0 | There is no owner 'zzzz'. Expected one of lab team, ops.",
                "run --require-up-to-date web1 | There is no host 'web1'. Did you mean web-1?",
                "gate --max-outdated owner:opps=0 | There is no owner 'opps'. Did you mean ops?",
                "status --flake infar | There is no flake 'infar'. Did you mean infra?",
                "status --environment prdo | There is no environment 'prdo'. Did you mean prod?",
                "status --owner opps | There is no owner 'opps'. Did you mean ops?",
                "status --hosts lap-1 | There is no host 'lap-1'. Did you mean lab-1?",
                "status --reason no-flak | Did you mean no-flake",
                "status --sort wort | expected one of host, worst but was 'wort'. Did you mean worst?"
            })
    void should_refuse_and_suggest_the_nearest_when_a_name_is_unknown(String command, String sentence) {
        if (command.startsWith("gate")) {
            rollcall("run");
        }

        Outcome refused = rollcall(command.split(" "));

        assertThat(refused.exitCode()).as(refused.err()).isEqualTo(ExitCode.USAGE.code());
        assertThat(refused.err()).startsWith("error[").contains(sentence);
        assertThat(refused.out()).isEmpty();
    }

    @Test
    void should_evaluate_a_stored_snapshot_by_a_name_that_the_inventory_has_lost() {
        rollcall("run");
        POSTGRES.dsl().execute("update inventory.systems set owner = null");

        assertThat(rollcall("gate", "--max-outdated", "owner:ops=0").exitCode()).isEqualTo(PASSED);
        assertThat(rollcall("run", "--max-outdated", "owner:ops=0").exitCode()).isEqualTo(ExitCode.USAGE.code());
    }

    @Test
    void should_name_the_owner_in_every_output_when_a_rule_of_the_policy_has_one() throws IOException {
        policy("""
                rules:
                  - max-outdated: 0
                    owner: lab team
                """);

        Outcome run = rollcall(
                "run",
                "--policy",
                "policy.yaml",
                "--json",
                "o/r.json",
                "--summary",
                "o/s.md",
                "--junit",
                "o/j.xml",
                "--metrics",
                "o/m.prom");

        assertThat(run.exitCode()).isEqualTo(FAILED);
        assertThat(run.out()).contains("owner lab team");
        for (String file : List.of("r.json", "s.md", "j.xml", "m.prom")) {
            assertThat(folder.resolve("o").resolve(file)).content().contains("owner lab team");
        }
        assertThat(overview("rollcall-report")).contains("<bdi>owner lab team</bdi>");
    }

    @Test
    void should_have_written_every_file_when_the_gate_fails() throws IOException {
        Outcome run = rollcall(
                "run",
                "--max-outdated",
                "0",
                "--json",
                "o/report.json",
                "--jsonl",
                "o/systems.jsonl",
                "--csv",
                "o/systems.csv",
                "--summary",
                "o/summary.md",
                "--junit",
                "o/junit.xml",
                "--metrics",
                "o/rollcall.prom",
                "--badge",
                "o/badge.svg",
                "--single-file",
                "o/page.html");

        assertThat(run.exitCode()).isEqualTo(FAILED);
        try (Stream<Path> files = Files.list(folder.resolve("o"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "report.json",
                            "systems.jsonl",
                            "systems.csv",
                            "summary.md",
                            "junit.xml",
                            "rollcall.prom",
                            "badge.svg",
                            "page.html");
        }
        assertThat(Files.readString(folder.resolve("o/page.html"))).contains("✘</span> failed");
        assertThat(Files.readString(folder.resolve("rollcall-report/latest.json")))
                .contains("\"gate\" : \"failed\"");
        assertThat(run.out()).contains("2 of 5 systems (40%)").contains("lab-1, web-2");
    }

    @Test
    void should_be_undecided_when_the_inventory_is_stale_or_empty() {
        Outcome stale = rollcall("run", "--max-outdated", "5", "--stale-after", "30m");
        POSTGRES.clear();
        Outcome empty = rollcall("run", "--max-outdated", "5", "--stale-after", "9999d");

        assertThat(stale.exitCode()).isEqualTo(UNDECIDABLE);
        assertThat(stale.out())
                .containsPattern("The inventory is stale: nothing since 2026-01-0\\dT\\d\\d:00:00Z\\.\\R");
        assertThat(empty.exitCode()).isEqualTo(UNDECIDABLE);
        assertThat(empty.out()).contains("The inventory is empty.").doesNotContain("stale");
    }

    @Test
    void should_exclude_exempt_systems_until_their_exemption_expires() throws IOException {
        policy("""
                rules:
                  - max-outdated: 0
                exemptions:
                  - {hosts: 'lab-*', reason: rebuilt, owner: ops, expires: 2026-01-03}
                  - {hosts: 'web-2', reason: held, owner: ops, expires: 2026-01-02}
                """);

        Outcome night = rollcall("run", "--policy", "policy.yaml");
        Outcome before = rollcall("run", "--policy", "policy.yaml", "--as-of", "2026-01-02T23:59:59Z", "--out", "o");

        assertThat(night.exitCode()).isEqualTo(FAILED);
        assertThat(night.out())
                .contains("1 of 4 systems (25%)")
                .contains("Exempt: 1 system of lab-* (rebuilt; ops; until 2026-01-03)")
                .contains("Expired: 1 system of web-2");
        assertThat(before.exitCode()).as(before.out()).isEqualTo(PASSED);
        assertThat(before.out()).contains("0 of 3 systems (0%)");
    }

    @Test
    void should_list_regressions_when_compared_with_an_earlier_snapshot() {
        rollcall("run", "--as-of", "2026-01-01T06:00:00Z", "--max-outdated", "0", "--max-unknown", "1");
        rollcall("run", "--as-of", "2026-01-01T22:00:00Z", "--max-outdated", "0");

        Outcome previous = rollcall("run", "--no-regressions");
        Outcome passed = rollcall("gate", "--no-regressions", "last-passed");

        assertThat(previous.exitCode()).as(previous.out()).isEqualTo(PASSED);
        assertThat(passed.exitCode()).as(passed.out()).isEqualTo(FAILED);
        assertThat(passed.out())
                .contains("2 systems since 2026-01-01T06:00:00Z")
                .contains("lab-1, web-2");
    }

    @Test
    void should_measure_an_age_from_the_checked_snapshot_and_hold_when_none_is_that_old() {
        rollcall("run", "--as-of", "2026-01-01T06:00:00Z");

        Outcome young = rollcall("run", "--as-of", "2026-01-01T22:00:00Z", "--no-regressions", "7d");
        Outcome night = rollcall("run", "--no-regressions", "27h");
        Outcome earlier = rollcall("gate", "--snapshot", "2", "--no-regressions", "16h");

        assertThat(young.exitCode()).as(young.err()).isEqualTo(PASSED);
        assertThat(young.out()).contains("no such snapshot yet");
        assertThat(night.exitCode()).as(night.out()).isEqualTo(FAILED);
        assertThat(night.out()).contains("2 systems since 2026-01-01T06:00:00Z");
        assertThat(earlier.out()).contains("3 systems since 2026-01-01T06:00:00Z");
    }

    @Test
    void should_update_verdict_and_report_when_another_policy_is_evaluated() throws IOException {
        rollcall("run", "--max-outdated", "5");

        Outcome again = rollcall("run", "--max-outdated", "0");
        Outcome gate =
                rollcall("gate", "--snapshot", "latest", "--max-outdated", "5", "--out", "other", "--junit", "j.xml");

        assertThat(again.exitCode()).isEqualTo(FAILED);
        assertThat(again.out()).contains("and was not changed");
        assertThat(overview("rollcall-report")).contains("✘</span> failed");
        assertThat(gate.exitCode()).isEqualTo(PASSED);
        assertThat(overview("other")).contains("✔</span> passed");
        assertThat(folder.resolve("j.xml")).content().contains("name=\"max-outdated, fleet: at most 5\"");
        assertThat(rollcall("history").out()).contains("passed");
    }

    @Test
    void should_wait_until_the_rules_hold_when_asked_to() throws Exception {
        CompletableFuture<Void> deployment = CompletableFuture.runAsync(
                () -> fleet.state("web-2", "web-2-b", 47.5), CompletableFuture.delayedExecutor(2, TimeUnit.SECONDS));

        Outcome run =
                rollcall("run", "--require-up-to-date", "web-*", "--wait", "60s", "--poll", "1s", "--out", "report");

        deployment.get(1, TimeUnit.MINUTES);
        assertThat(run.exitCode()).as(run.out()).isEqualTo(PASSED);
        assertThat(run.err().lines())
                .containsExactly(
                        "waiting: 0 of 1 rules hold; require-up-to-date (hosts web-*): 1 of 2 systems, expected all",
                        "waiting: all rules hold");
        assertThat(POSTGRES.dsl().fetchValue("select count(*) from history.snapshots"))
                .isEqualTo(1L);
    }

    @Test
    void should_write_one_report_and_fail_when_time_runs_out() {
        Outcome run = rollcall("run", "--max-outdated", "0", "--wait", "2s", "--poll", "1s");

        assertThat(run.exitCode()).isEqualTo(FAILED);
        assertThat(run.err()).containsOnlyOnce("waiting: 0 of 1 rules hold");
        assertThat(POSTGRES.dsl().fetchValue("select count(*) from history.snapshots"))
                .isEqualTo(1L);
    }

    @Test
    void should_warn_before_it_waits_when_nothing_has_the_name_in_a_rule() {
        Outcome run = rollcall("run", "--max-outdated", "flake:infar=0", "--wait", "2s", "--poll", "1s");

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE.code());
        assertThat(run.err())
                .startsWith("warning: The rule max-outdated has an empty scope. There is no flake 'infar'. Did you mean"
                        + " infra?\nwaiting: 0 of 1 rules hold")
                .containsOnlyOnce("warning: ")
                .contains("error[unknown-flake]: ");
    }

    @Test
    void should_run_when_the_rules_hold_and_it_may_wait_longer_than_nanoseconds_can_count() {
        Outcome run = rollcall("run", "--max-outdated", "5", "--wait", "999999d", "--poll", "999999d");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(PASSED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run --gate",
                "gate",
                "run --wait 1s",
                "run --max-outdated 0 --wait 1s --as-of 2026-01-01T00:00:00Z",
                "run --max-outdated 0 --wait 1s --poll 0s",
                "run --max-outdated many",
                "run --max-outdated planet:mars=0",
                "run --max-outdated flake:a,flake:b=0",
                "run --require-up-to-date hosts:a=b",
                "run --expect-commit HEAD",
                "run --policy missing.yaml",
                "report"
            })
    void should_report_what_was_expected_when_the_command_makes_no_sense(String command) {
        Outcome outcome = rollcall(command.split(" ", -1));

        assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCode.USAGE.code());
        assertThat(outcome.err())
                .startsWith("error[")
                .doesNotContain("Exception")
                .doesNotContain("\tat ");
        assertThat(POSTGRES.dsl().fetchValue("select count(*) from history.snapshots"))
                .isEqualTo(0L);
    }

    @Test
    void should_make_no_snapshot_when_a_rule_refers_to_a_missing_one() {
        Outcome run = rollcall("run", "--no-regressions", "999");

        assertThat(run.exitCode()).isEqualTo(ExitCode.ERROR.code());
        assertThat(run.err()).startsWith("error[unknown-snapshot]: There is no snapshot '999'.");
        assertThat(POSTGRES.dsl().fetchValue("select count(*) from history.snapshots"))
                .isEqualTo(0L);
    }

    @Test
    void should_name_the_line_when_the_policy_has_a_mistake() throws IOException {
        policy("rules:\n  - max-outdated: 5%\n  - max-unknwon: 0\n");

        Outcome run = rollcall("run", "--policy", "policy.yaml");

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE.code());
        assertThat(run.err())
                .contains("policy.yaml, line 3: 'max-unknwon' is not a key of a rule; expected one of max-outdated");
    }

    @Test
    void should_pass_changes_to_a_command_only_when_something_changed() throws IOException {
        String command = "cat > changes.json; echo sent; echo ' to ops'; echo $ROLLCALL_DB_PASSWORD$PGPASSWORD";
        rollcall("run", "--as-of", "2026-01-01T10:00:00Z", "--on-change", command);
        rollcall("run", "--as-of", "2026-01-01T11:00:00Z", "--on-change", command);
        assertThat(folder.resolve("changes.json")).doesNotExist();

        Outcome changed = rollcall("run", "--on-change", command);

        assertThat(changed.exitCode()).isZero();
        assertThat(changed.err()).isEqualTo("sent\n to ops\n");
        assertThat(Files.readString(folder.resolve("changes.json")))
                .isEqualTo(rollcall("diff", "--format", "json").out())
                .contains("\"hostname\" : \"web-2\"");
        Files.delete(folder.resolve("changes.json"));
        rollcall("run", "--on-change", command);
        assertThat(folder.resolve("changes.json")).doesNotExist();
    }

    @Test
    void should_print_notify_and_exit_with_the_verdict_when_a_file_can_not_be_written() throws IOException {
        Files.writeString(folder.resolve("file"), "");
        rollcall("run", "--as-of", "2026-01-01T10:00:00Z");

        Outcome failed = rollcall(
                "run --max-outdated 0 --on-change cat>notified --single-file file/page.html --json file/j --csv file/c --junit j.xml"
                        .split(" "));
        Outcome plain =
                rollcall("run --as-of 2026-01-02T23:00:00Z --metrics file/m.prom --events events.jsonl".split(" "));
        Outcome gate = rollcall("gate --max-outdated 0 --json file/j --badge badge.svg".split(" "));
        Outcome report = rollcall("report --json file/j --events later.jsonl".split(" "));

        assertThat(failed.exitCode()).isEqualTo(FAILED);
        assertThat(failed.out()).contains("5 systems: ", "Report: ", "Gate: FAILED");
        assertThat(failed.err().lines())
                .hasSize(3)
                .allMatch(line -> line.startsWith("error[archive-unwritable]: The report of snapshot "));
        assertThat(failed.err()).contains("file/page.html", "file/j", "file/c");
        assertThat(folder.resolve("notified")).isNotEmptyFile();
        assertThat(folder.resolve("j.xml")).isNotEmptyFile();
        assertThat(plain.exitCode()).isEqualTo(ExitCode.ERROR.code());
        assertThat(plain.out()).contains("5 systems: ");
        assertThat(plain.err()).startsWith("error[archive-unwritable]: ");
        assertThat(folder.resolve("events.jsonl")).exists();
        assertThat(gate.exitCode()).isEqualTo(FAILED);
        assertThat(gate.out()).contains("Gate: FAILED");
        assertThat(folder.resolve("badge.svg")).isNotEmptyFile();
        assertThat(report.exitCode()).isEqualTo(ExitCode.ERROR.code());
        assertThat(report.err()).startsWith("error[archive-unwritable]: ");
        assertThat(folder.resolve("later.jsonl")).exists();
    }

    @Test
    void should_refuse_files_that_would_replace_each_other_and_a_dash_when_files_are_written() {
        for (String command : List.of("run", "report", "gate --max-outdated 5")) {
            Outcome same = rollcall((command + " --json same --csv ./same").split(" "));
            Outcome dash = rollcall((command + " --json -").split(" "));

            assertThat(same.exitCode()).as(command).isEqualTo(ExitCode.USAGE.code());
            assertThat(same.err()).startsWith("error[conflicting-options]: Two options write to ");
            assertThat(dash.exitCode()).as(command).isEqualTo(ExitCode.USAGE.code());
            assertThat(dash.err())
                    .contains("'-' is not a file name; standard input and output are /dev/stdin and /dev/stdout");
        }
        Outcome page = rollcall("run --single-file same --junit same".split(" "));

        assertThat(page.err()).startsWith("error[conflicting-options]: ");
        assertThat(folder).isEmptyDirectory();
        assertThat(POSTGRES.dsl().fetchValue("select count(*) from history.snapshots"))
                .isEqualTo(0L);
        assertThat(rollcall("run --json /dev/null --csv /dev/null".split(" ")).exitCode())
                .isZero();
    }

    @Test
    void should_refuse_options_of_the_list_when_status_prints_only_how_fresh_it_is() {
        for (String option :
                List.of("--format=json", "--sort=worst", "--flake=infra", "--owner=ops", "--status=offline")) {
            assertThat(rollcall("status", "--freshness", option).err())
                    .startsWith("error[conflicting-options]: " + option.replaceFirst("=.*", "")
                            + " has no effect on --freshness.");
        }
    }

    @Test
    void should_report_it_and_keep_the_report_when_the_command_fails() {
        rollcall("run", "--as-of", "2026-01-01T10:00:00Z");

        Outcome run = rollcall("run", "--on-change", "echo no route; exit 3");

        assertThat(run.exitCode()).isEqualTo(ExitCode.ERROR.code());
        assertThat(run.err())
                .contains("error[on-change-failed]: The command of --on-change failed with exit code 3: no route");
        assertThat(folder.resolve("rollcall-report/index.html")).isRegularFile();
    }

    @Test
    void should_colour_statuses_only_on_a_capable_terminal_unless_disabled() {
        RollcallProgram terminal =
                RollcallProgram.in(folder, NOW).on(POSTGRES.settings()).onTerminal(120);
        String coloured = terminal.run("status").out();
        String plain = rollcall("status").out();

        assertThat(coloured)
                .contains("\u001b[33m▲ Outdated\u001b[39m", "\u001b[32m● Up to Date\u001b[39m")
                .contains("\u001b[35m? Unknown State\u001b[39m");
        assertThat(plain).doesNotContain("\u001b");
        assertThat(coloured.replaceAll("\u001b\\[\\d+m", "")).isEqualTo(plain);
        assertThat(terminal.run("run", "--max-outdated", "0").out())
                .contains("Gate: \u001b[31mFAILED\u001b[39m", "  \u001b[31m✘\u001b[39m ");
        assertThat(terminal.run("status", "--format", "json").out()).doesNotContain("\u001b");
        assertThat(terminal.run("help", "status").out()).contains("\u001b[1m");
        assertThat(terminal.with("TERM", "dumb").run("status").out()).isEqualTo(plain);
        assertThat(terminal.with("TERM", "xterm")
                        .with("NO_COLOR", "1")
                        .run("status")
                        .out())
                .isEqualTo(plain);
        assertThat(terminal.run("help", "status").out()).doesNotContain("\u001b");
    }

    @Test
    void should_colour_the_start_of_a_message_on_a_terminal() {
        RollcallProgram watched =
                RollcallProgram.in(folder, NOW).on(POSTGRES.settings()).watched();

        assertThat(watched.run("explain", "wep-1").err())
                .startsWith(
                        "\u001b[31merror[unknown-system]:\u001b[39m No system is registered as 'wep-1'. Did you mean web-1");
        assertThat(rollcall("explain", "wep-1").err()).startsWith("error[");
    }

    @Test
    void should_print_one_safe_name_per_line_when_names_are_requested() {
        fleet.system("-oProxyCommand=x", "infra").system("a b", "infra").system("evil\nweb-9", "infra");

        Outcome outdated = rollcall("status", "--status", "outdated", "--format", "names");
        Outcome all = rollcall("status", "--format", "names", "--hosts", "web-*,-o*,a*,e*");

        assertThat(outdated.out()).isEqualTo("lab-1\nweb-2\n");
        assertThat(all.out()).isEqualTo("web-1\nweb-2\n");
        assertThat(all.err())
                .isEqualToIgnoringNewLines("skipped: 3 names with characters that other programs could misinterpret");
    }

    @Test
    void should_show_only_matching_systems_when_filters_are_given() {
        assertThat(rollcall("status", "--reason", "no-flake", "--format", "jsonl")
                        .out())
                .contains("\"hostname\":\"odd\"")
                .hasLineCount(1);
        assertThat(rollcall("status", "--environment", "prod", "--format", "csv")
                        .out())
                .hasLineCount(3);
        assertThat(rollcall("status", "--owner", "lab*", "--format", "names").out())
                .isEqualTo("lab-1\n");
        assertThat(rollcall("status", "--flake", "infra", "--status", "offline,up-to-date", "--format", "json")
                        .out())
                .contains("db-1", "web-1")
                .doesNotContain("lab-1");
        assertThat(rollcall("status", "--status", "fine").exitCode()).isEqualTo(ExitCode.USAGE.code());
    }

    private void policy(String text) throws IOException {
        Files.writeString(folder.resolve("policy.yaml"), text);
    }

    private String overview(String archive) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve(archive))) {
            return Files.readString(files.filter(file -> file.toString().matches(".*Z-\\d+/index\\.html"))
                    .findFirst()
                    .orElseThrow());
        }
    }

    private Outcome rollcall(String... command) {
        return RollcallProgram.in(folder, NOW).on(POSTGRES.settings()).run(command);
    }
}
