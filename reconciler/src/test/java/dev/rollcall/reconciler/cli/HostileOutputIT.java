// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.reconciler.RollcallProgram;
import dev.rollcall.reconciler.RollcallProgram.Outcome;
import dev.rollcall.schema.HostileTexts;
import dev.rollcall.schema.PostgresExtension;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every hostile text as a host, a flake, an environment and an error, from the import to every output. */
class HostileOutputIT {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String INVISIBLE = "[\\p{Cc}\\p{Cf}\\p{Cs}&&[^\\n]]";
    private static final String INVISIBLE_BUT_TAB = "[\\p{Cc}\\p{Cf}\\p{Cs}&&[^\\n\\t]]";
    private static final String RIGHT_TO_LEFT = "\u202egpj.exe\u202c\u2066\u2067\u2069\u200f";
    private static final List<String> TEXTS = HostileTexts.STORABLE.stream()
            .filter(text -> !text.isBlank() && text.equals(text.strip()))
            .toList();

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @TempDir
    static Path folder;

    @BeforeAll
    static void importAndRun() throws IOException {
        Path inventory = Files.createDirectory(folder.resolve("inventory"));
        List<String> flakes = new ArrayList<>();
        List<String> commits = new ArrayList<>();
        List<String> systems = new ArrayList<>();
        List<String> evaluations = new ArrayList<>();
        List<String> states = new ArrayList<>();
        List<String> closures = new ArrayList<>();
        List<String> scans = new ArrayList<>();
        for (String text : TEXTS) {
            String commit = "%040x".formatted(flakes.size() + 1);
            flakes.add(line("name", text, "repo_url", text, "branch", text));
            commits.add(line("flake", text, "git_commit_hash", commit, "commit_timestamp", "2026-01-01T00:00:00Z"));
            systems.add(line("hostname", text, "flake", text, "environment", text));
            evaluations.add(line(
                    "attr",
                    '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"',
                    "error",
                    text,
                    "commit",
                    commit,
                    "flake",
                    text,
                    "evaluatedAt",
                    "2026-01-01T01:00:00Z"));
            states.add(line("hostname", text, "store_path", storePath(text), "timestamp", "2026-01-02T00:00:00Z"));
            states.add(
                    line("hostname", "no " + text, "store_path", storePath(text), "timestamp", "2026-01-02T00:00:00Z"));
            closures.add(with(
                    "packages", line("name", "openssl", "version", "3.0.13"), line("store_path", storePath(text))));
            scans.add(with(
                    "advisories",
                    line("id", "CVE-1", "package", "openssl", "version", "3.0.13"),
                    line("store_path", storePath(text), "scanner", "vulnix", "scanned_at", "2026-01-02T01:00:00Z")));
        }
        Files.write(inventory.resolve("flakes.jsonl"), flakes);
        Files.write(inventory.resolve("commits.jsonl"), commits);
        Files.write(inventory.resolve("systems.jsonl"), systems);
        Files.write(inventory.resolve("evals.jsonl"), evaluations);
        Files.write(inventory.resolve("states.jsonl"), states);
        Files.write(inventory.resolve("closures.jsonl"), closures);
        Files.write(inventory.resolve("advisories.jsonl"), scans);
        said("import", "inventory");
        addNames();
        said("run", "--as-of", "2026-01-01T12:00:00Z", "--out", "report", "--label", TEXTS.get(0));
        Files.writeString(folder.resolve("policy.yaml"), policy());
        judged(
                "run",
                "--as-of",
                "2026-01-02T12:00:00Z",
                "--out",
                "report",
                "--label",
                "@everyone",
                "--policy",
                "policy.yaml",
                "--on-change",
                "cat >formats/changes.json",
                "--json=formats/json",
                "--jsonl=formats/jsonl",
                "--events=formats/events",
                "--csv=formats/csv",
                "--summary=formats/summary",
                "--junit=formats/junit",
                "--metrics=formats/metrics",
                "--badge=formats/badge",
                "--single-file=formats/page.html");
    }

    /** The import takes only harmless ids of advisories and names of packages in closures; anyone who can write to the database can store any. */
    private static void addNames() {
        String[] texts = TEXTS.toArray(String[]::new);
        POSTGRES.dsl().execute("""
                insert into history.packages (name, version) select t, t from unnest(cast(? as text[])) as t
                """, (Object) texts);
        POSTGRES.dsl().execute("""
                insert into history.advisories (advisory, package, version) select t, t, t from unnest(cast(? as text[])) as t
                """, (Object) texts);
        POSTGRES.dsl().execute("""
                update history.package_sets set package_ids = (select array_agg(p.id) from history.packages as p)
                """);
        POSTGRES.dsl().execute("""
                update history.advisory_sets set advisory_ids = (select array_agg(a.id) from history.advisories as a)
                """);
    }

    /** Every text as a host, a flake and an environment in a rule's scope, and in every part of an exemption. */
    private static String policy() {
        StringBuilder policy = new StringBuilder("rules:\n");
        for (String text : TEXTS) {
            String quoted = quoted(text);
            policy.append("  - max-unknown: 0\n    flake: ").append(quoted).append("\n");
            policy.append("  - max-outdated: 0\n    environment: ")
                    .append(quoted)
                    .append("\n");
            policy.append("  - require-up-to-date: ").append(quoted).append("\n");
        }
        policy.append("exemptions:\n");
        for (String text : TEXTS) {
            String quoted = quoted(text);
            policy.append("  - hosts: ").append(quoted("no " + text));
            policy.append("\n    reason: ")
                    .append(quoted)
                    .append("\n    owner: ")
                    .append(quoted);
            policy.append("\n    expires: 2026-12-31\n");
        }
        return policy.toString();
    }

    /** Quoted for YAML, which can represent some characters only by number. */
    private static String quoted(String text) {
        StringBuilder ascii = new StringBuilder();
        JSON.writeValueAsString(text)
                .chars()
                .forEach(c -> ascii.append(c < 0x7f && c >= ' ' ? String.valueOf((char) c) : "\\u%04x".formatted(c)));
        return ascii.toString();
    }

    @Test
    void should_show_no_control_characters_when_the_gate_prints_hostile_names() {
        Outcome judged = judged("gate", "--policy", "policy.yaml");

        assertThat(judged.out()).contains("max-unknown").doesNotContainPattern(INVISIBLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"junit", "metrics", "summary", "badge"})
    void should_contain_no_invisible_characters_when_a_format_is_for_people(String format) throws IOException {
        assertThat(format(format)).isNotEmpty().doesNotContainPattern(INVISIBLE);
    }

    @Test
    void should_be_parsed_with_the_original_texts_when_formats_are_for_machines() throws IOException {
        JsonNode whole = JSON.readTree(format("json"));
        List<String> hosts = new ArrayList<>();
        whole.get("systems").forEach(system -> hosts.add(system.get("hostname").asString()));
        List<String> hostsOfLines = format("jsonl")
                .lines()
                .map(line -> JSON.readTree(line).get("hostname").asString())
                .toList();

        assertThat(hosts).containsAll(TEXTS).containsExactlyElementsOf(hostsOfLines);
        assertThat(format("events")
                        .lines()
                        .map(line -> JSON.readTree(line).get("hostname").asString()))
                .containsAll(TEXTS);
        // a policy's texts are stripped of invisible characters at the ends
        List<String> reasons = new ArrayList<>();
        whole.at("/gate/exemptions")
                .forEach(exemption -> reasons.add(exemption.get("reason").asString()));
        assertThat(reasons)
                .containsExactlyElementsOf(TEXTS.stream().map(String::strip).toList());
        assertThat(JSON.readTree(format("changes.json")).toString())
                .contains(TEXTS.stream().map(JSON::writeValueAsString).toList());
        assertThat(JSON.readTree(Files.readString(folder.resolve("report/latest.json")))
                        .get("report")
                        .asString())
                .matches("2026-01-02T120000Z-\\d+/index.html");
        assertThat(cells(format("csv"))).isNotEmpty().noneMatch(HostileOutputIT::isFormula);
    }

    @ParameterizedTest
    @ValueSource(strings = {"junit", "badge"})
    void should_be_xml_without_injected_entities_or_markup_when_parsed(String format) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);

        Document document = factory.newDocumentBuilder().parse(new InputSource(new StringReader(format(format))));

        assertThat(document.getElementsByTagName("script").getLength()).isZero();
        assertThat(document.getElementsByTagName("testcase").getLength())
                .isGreaterThanOrEqualTo(format.equals("junit") ? TEXTS.size() : 0);
    }

    @Test
    void should_make_no_link_mention_or_markup_when_the_summary_is_shown() throws IOException {
        assertThat(format("summary"))
                .doesNotContain("@")
                .doesNotContainPattern("(?<!\\\\)(<(script|img|svg|b>)|\\]\\()")
                .contains("&#64;&#8203;everyone");
    }

    @Test
    void should_have_one_sample_per_line_when_metrics_are_scraped() throws IOException {
        assertThat(format("metrics").lines())
                .allMatch(line -> line.startsWith("# HELP rollcall_")
                        || line.startsWith("# TYPE rollcall_")
                        || line.matches("rollcall_[a-z_]+(\\{([a-z]+=\"(\\\\.|[^\"\\\\])*\",?)+})? [0-9.E]+"));
    }

    private static String format(String name) throws IOException {
        return Files.readString(folder.resolve("formats").resolve(name), StandardCharsets.UTF_8);
    }

    private static Outcome judged(String... command) {
        Outcome outcome = rollcall(command);
        assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCode.GATE_FAILED.code());
        return outcome;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status",
                "doctor",
                "history",
                "diff 1d latest",
                "diff 1d latest --format markdown",
                "packages openssl",
                "advisories",
                "advisories CVE-1"
            })
    void should_print_nothing_that_moves_the_cursor_or_hides_when_a_terminal_reads(String command) {
        assertThat(said(command.split(" "))).doesNotContainPattern(INVISIBLE);
    }

    @Test
    void should_print_nothing_that_moves_the_cursor_or_hides_when_one_host_is_asked_for() {
        for (String text : TEXTS) {
            for (String command : List.of("explain", "history")) {
                Outcome outcome = rollcall(command, "--", text);

                assertThat(outcome.exitCode())
                        .as("%s %s: %s", command, text, outcome.err())
                        .isZero();
                assertThat(outcome.out()).as(text).doesNotContainPattern(INVISIBLE);
            }
        }
    }

    /** In any format: a terminal does not know that it is machine-readable. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "status",
                "status --format csv",
                "status --format json",
                "status --format jsonl",
                "status --format names",
                "doctor --all",
                "history",
                "history --format csv",
                "history --format json",
                "diff 1d latest",
                "diff 1d latest --format json",
                "diff 1d latest --format markdown",
                "packages openssl",
                "packages openssl --format csv",
                "packages openssl --format json",
                "advisories",
                "advisories --format csv",
                "advisories --format json",
                "advisories CVE-1",
                "advisories CVE-1 --format csv",
                "advisories CVE-1 --format json",
                "gate --policy policy.yaml",
                "run --as-of 2026-01-02T12:00:00Z --out report",
                "prune --dry-run --keep-all 0s --keep-daily 0s",
            })
    void should_send_nothing_that_moves_the_cursor_or_hides_when_results_go_to_a_terminal(String command) {
        Outcome outcome = program().with("NO_COLOR", "1").onTerminal(120).run(command.split(" "));
        Outcome coloured = program().onTerminal(120).run(command.split(" "));

        assertThat(outcome.exitCode()).as(outcome.err()).isIn(0, ExitCode.GATE_FAILED.code());
        assertThat(outcome.out()).isNotEmpty().doesNotContainPattern(INVISIBLE_BUT_TAB);
        assertThat(coloured.out().replaceAll("\u001b\\[(3[1235]|39|22?)m", ""))
                .isNotEmpty()
                .doesNotContainPattern(INVISIBLE_BUT_TAB);
    }

    @Test
    void should_send_nothing_that_moves_the_cursor_or_hides_when_one_host_is_asked_for_on_a_terminal() {
        Pattern invisible = Pattern.compile(INVISIBLE_BUT_TAB);
        for (String text : TEXTS.stream().filter(invisible.asPredicate()).toList()) {
            for (String command : List.of("explain --format json", "history --format csv", "history --format json")) {
                List<String> line = new ArrayList<>(List.of(command.split(" ")));
                line.addAll(List.of("--", text));

                assertThat(program()
                                .onTerminal(120)
                                .run(line.toArray(String[]::new))
                                .out())
                        .as("%s %s", command, text)
                        .doesNotContainPattern(INVISIBLE_BUT_TAB);
            }
        }
    }

    @Test
    void should_send_no_invisible_characters_when_aliases_are_printed_to_a_terminal() {
        for (String command : List.of("add", "list", "remove")) {
            List<String> line = new ArrayList<>(List.of("alias", command));
            line.addAll(
                    switch (command) {
                        case "add" -> List.of("--", RIGHT_TO_LEFT, RIGHT_TO_LEFT + "2");
                        case "remove" -> List.of("--", RIGHT_TO_LEFT);
                        default -> List.<String>of();
                    });

            Outcome outcome = program().onTerminal(120).run(line.toArray(String[]::new));

            assertThat(outcome.exitCode()).as(outcome.err()).isZero();
            assertThat(outcome.out()).contains("\\u202egpj").doesNotContainPattern(INVISIBLE_BUT_TAB);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status --format json",
                "diff 1d latest --format json",
                "history --format json",
                "packages openssl --format json",
                "advisories --format json",
                "advisories CVE-1 --format json"
            })
    void should_mean_the_same_when_json_goes_to_a_terminal(String command) {
        String sent = program().onTerminal(120).run(command.split(" ")).out();

        assertThat(JSON.readTree(sent)).isEqualTo(JSON.readTree(said(command.split(" "))));
    }

    @Test
    void should_keep_the_bytes_when_csv_goes_to_a_pipe() {
        assertThat(said("status", "--format", "csv")).contains("\u202egpj.exe", "\u009b31m");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status --format csv",
                "history --format csv",
                "packages openssl --format csv",
                "advisories --format csv",
                "advisories CVE-1 --format csv"
            })
    void should_start_no_formula_when_a_spreadsheet_reads(String command) {
        assertThat(cells(said(command.split(" ")))).isNotEmpty().noneMatch(HostileOutputIT::isFormula);
    }

    @Test
    void should_start_no_formula_when_a_spreadsheet_reads_one_story() {
        for (String text : TEXTS) {
            assertThat(cells(said("history", "--format", "csv", "--", text)))
                    .as(text)
                    .noneMatch(HostileOutputIT::isFormula);
        }
    }

    @Test
    void should_contain_the_original_texts_when_written_as_json() {
        for (String text : TEXTS) {
            String told = JSON.readTree(said("explain", "--format", "json", "--", text))
                    .toString();
            assertThat(told).as(text).contains(JSON.writeValueAsString(text));
        }
    }

    @Test
    void should_write_harmless_files_with_harmless_names_when_reported() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("report"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = folder.resolve("report").relativize(file).toString();
                String page = Files.readString(file, StandardCharsets.UTF_8);

                assertThat(name).matches("[A-Za-z0-9./-]+");
                if (name.endsWith(".html")) {
                    assertThat(page)
                            .as(name)
                            .doesNotContain("<script>window", "<svg onload", "<img src=http")
                            .doesNotContainPattern("[\\p{Cc}\\p{Cf}&&[^\\n]]");
                }
            }
        }
        assertThat(Path.of("/tmp/pwned")).doesNotExist();
    }

    private static boolean isFormula(String cell) {
        return cell.matches("(?s)([\t\r]|[\\s\\p{Z}\\p{Cc}\\p{Cf}]*[=+\\-@\uff1d\uff0b\uff0d\uff20]).*");
    }

    /** The cells of CSV, by RFC 4180. */
    private static List<String> cells(String csv) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean isQuoted = false;
        for (int i = 0; i < csv.length(); i++) {
            char c = csv.charAt(i);
            if (c == '"') {
                isQuoted = !isQuoted;
            } else if (!isQuoted && (c == ',' || c == '\n')) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        return cells;
    }

    /** A slash would make it a path inside one. */
    private static String storePath(String text) {
        return "/nix/store/x" + text.replace('/', '|');
    }

    private static String line(String... keysAndValues) {
        var node = JSON.createObjectNode();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            node.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return node.toString();
    }

    /** An object with an array of one other. */
    private static String with(String key, String element, String line) {
        return line.substring(0, line.length() - 1) + ",\"" + key + "\":[" + element + "]}";
    }

    private static String said(String... command) {
        Outcome outcome = rollcall(command);
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        return outcome.out();
    }

    private static Outcome rollcall(String... command) {
        return program().run(command);
    }

    private static RollcallProgram program() {
        return RollcallProgram.in(folder, Instant.parse("2026-01-03T03:00:00Z")).on(POSTGRES.settings());
    }
}
