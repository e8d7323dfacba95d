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
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a SIEM gets of a fleet that is imported, run, imported and run. */
class EventsIT {

    private static final JsonMapper JSON = new JsonMapper();

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @TempDir
    Path folder;

    @BeforeEach
    void firstNight() throws IOException {
        POSTGRES.clear();
        importing("flakes", "{'name':'infra'}");
        importing("commits", commit("a", 1), commit("b", 2));
        importing("systems", system("back"), system("gone"), system("moves"), system("same"));
        importing(
                "evals",
                Stream.of("back", "gone", "moves", "same", "new")
                        .flatMap(host -> Stream.of(evaluation(host, "a", 1), evaluation(host, "b", 2)))
                        .toArray(String[]::new));
        importing(
                "states", state("back", "b", 3), state("gone", "b", 3), state("moves", "a", 3), state("same", "b", 3));
        assertThat(run(24)).isEmpty();
    }

    @Test
    void should_write_a_line_for_each_transition_when_a_night_brought_some() throws IOException {
        importing("systems", system("gone").replace("}", ",'is_active':false}"), system("new"));
        importing("states", state("back", "a", 30), state("moves", "b", 30));

        List<String> lines = run(48);

        assertThat(lines)
                .extracting(EventsIT::told)
                .containsExactly(
                        "went-back back: b -> a, true",
                        "status back: Up to Date -> Outdated, awaiting-deployment",
                        "commit back: b -> a, true",
                        "left gone: Up to Date -> ",
                        "status moves: Outdated -> Up to Date, runs-newest",
                        "commit moves: a -> b, true",
                        "joined new:  -> Offline, never-deployed");
        assertThat(lines.get(1))
                .matches("\\{\"schema_version\":1,\"id\":\"[0-9a-f]{32}\",\"time\":\"2026-01-03T00:00:00Z\","
                        + "\"event\":\"status\",\"hostname\":\"back\",\"flake\":\"infra\",\"environment\":\"lab\","
                        + "\"owner\":\"ops\",\"from\":\"Up to Date\",\"to\":\"Outdated\","
                        + "\"reason\":\"awaiting-deployment\",\"deployed\":null\\}");
        assertThat(lines.stream().map(line -> value(line, "id"))).doesNotHaveDuplicates();
    }

    @Test
    void should_write_a_line_when_a_system_begins_or_ceases_to_need_a_reboot() throws IOException {
        importing("states", needing("back", 30, true), needing("same", 30, true), needing("moves", 30, false));
        List<String> begun = run(48);
        importing("states", needing("back", 60, true), needing("same", 60, false), needing("moves", 60, false));

        assertThat(begun)
                .extracting(EventsIT::told)
                .containsExactly("reboot back:  -> needed", "reboot same:  -> needed");
        assertThat(begun.stream().map(line -> value(line, "id"))).doesNotHaveDuplicates();
        assertThat(run(72)).extracting(EventsIT::told).containsExactly("reboot same: needed -> not needed");
    }

    @Test
    void should_write_an_empty_file_when_nothing_changed() throws IOException {
        Files.writeString(folder.resolve("events.jsonl"), "of the night before\n");

        assertThat(run(48)).isEmpty();
    }

    @Test
    void should_say_that_a_commit_is_no_deployment_when_it_leaves_a_system_alone() throws IOException {
        importing("commits", commit("c", 30));
        importing("evals", evaluation("same", "c", 30).replace("same-c", "same-b"));

        assertThat(run(48)).extracting(EventsIT::told).contains("commit same: b -> c, false");
    }

    @Test
    void should_give_the_same_lines_when_a_night_is_computed_again_or_asked_for_later() throws IOException {
        importing("states", state("back", "a", 30), state("moves", "b", 30));
        List<String> first = run(48);
        List<String> again = run(48);
        Outcome gate = rollcall(48, "gate", "--max-outdated", "50%", "--events", "gate.jsonl");
        POSTGRES.dsl().execute("delete from history.snapshots where as_of = '2026-01-03Z'");
        List<String> computedAgain = run(48);
        run(72);
        Outcome report = rollcall(96, "report", "--against", "1", "--events", "all.jsonl");

        assertThat(gate.exitCode()).as(gate.err()).isZero();
        assertThat(report.exitCode()).as(report.err()).isZero();
        assertThat(first).hasSize(5).isEqualTo(again).isEqualTo(computedAgain);
        assertThat(Files.readAllLines(folder.resolve("gate.jsonl"))).isEqualTo(first);
        // the rollback keeps its night and its id, the comparison is of another night
        assertThat(Files.readAllLines(folder.resolve("all.jsonl"))).hasSize(5).contains(first.get(0));
        assertThat(Files.readAllLines(folder.resolve("all.jsonl")).get(1)).contains("\"2026-01-04T00:00:00Z\"");
    }

    @Test
    void should_fail_and_leave_no_half_of_a_file_when_it_can_not_be_written() throws IOException {
        Files.writeString(folder.resolve("file"), "");

        Outcome run = rollcall(48, "run", "--events", "file/events.jsonl");

        assertThat(run.exitCode()).isEqualTo(ExitCode.ERROR.code());
        assertThat(run.err()).startsWith("error[archive-unwritable]: ");
    }

    private static String told(String line) {
        Function<String, String> of = key -> value(line, key);
        String more = Stream.of(of.apply("reason"), of.apply("deployed"))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", "));
        return of.apply("event") + " " + of.apply("hostname") + ": "
                + of.apply("from").replaceAll("0{39}$", "") + " -> "
                + of.apply("to").replaceAll("0{39}$", "") + (more.isEmpty() ? "" : ", " + more);
    }

    private static String value(String line, String key) {
        JsonNode value = JSON.readTree(line).get(key);
        return value.isNull() ? "" : value.asString();
    }

    private List<String> run(double hour) throws IOException {
        Outcome run = rollcall(hour, "run", "--events", "events.jsonl");
        assertThat(run.exitCode()).as(run.err()).isZero();
        return Files.readAllLines(folder.resolve("events.jsonl"));
    }

    private Outcome rollcall(double hour, String... line) {
        Instant now = Fleet.hour(hour);
        return RollcallProgram.in(folder, now).on(POSTGRES.settings()).run(line);
    }

    private void importing(String kind, String... lines) throws IOException {
        Path file = folder.resolve(kind + ".jsonl");
        Files.writeString(file, String.join("\n", lines).replace('\'', '"') + "\n");
        Outcome imported = rollcall(2400, "import", file.toString());
        assertThat(imported.exitCode()).as(imported.err()).isZero();
    }

    private static String commit(String commit, double hour) {
        return "{'flake':'infra','git_commit_hash':'" + Fleet.hash(commit) + "','commit_timestamp':'" + Fleet.hour(hour)
                + "'}";
    }

    private static String system(String host) {
        return "{'hostname':'" + host + "','flake':'infra','environment':'lab','owner':'ops'}";
    }

    private static String evaluation(String host, String commit, double hour) {
        String closure = Fleet.closure(host + "-" + commit);
        return "{'attr':'" + host + "','drvPath':'" + closure + ".drv','outputs':{'out':'" + closure + "'},'commit':'"
                + Fleet.hash(commit) + "','evaluatedAt':'" + Fleet.hour(hour) + "'}";
    }

    private static String needing(String host, double hour, boolean isNeeded) {
        String commit = host.equals("moves") ? "a" : "b";
        return state(host, commit, hour).replace("}", ",'reboot_needed':" + isNeeded + "}");
    }

    private static String state(String host, String commit, double hour) {
        return "{'hostname':'" + host + "','store_path':'" + Fleet.closure(host + "-" + commit) + "','timestamp':'"
                + Fleet.hour(hour) + "'}";
    }
}
