// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report;

import static dev.rollcall.report.SystemRows.AS_OF;
import static dev.rollcall.report.SystemRows.failing;
import static dev.rollcall.report.SystemRows.offline;
import static dev.rollcall.report.SystemRows.outdated;
import static dev.rollcall.report.SystemRows.unknown;
import static dev.rollcall.report.SystemRows.upToDate;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.rollcall.report.format.diff.DiffFormat;
import dev.rollcall.report.format.export.ExportFormat;
import dev.rollcall.report.model.SnapshotReport;
import dev.rollcall.report.query.ReportQueries;
import dev.rollcall.schema.FailureText;
import dev.rollcall.schema.PostgresExtension;
import dev.rollcall.schema.domain.FindingKind;
import dev.rollcall.schema.domain.Reason;
import dev.rollcall.schema.domain.Status;
import dev.rollcall.schema.domain.SystemRow;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.NamedError;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.apache.maven.plugin.surefire.log.api.NullConsoleLogger;
import org.apache.maven.plugins.surefire.report.ReportTestSuite;
import org.apache.maven.plugins.surefire.report.TestSuiteXmlParser;
import org.jsoup.Jsoup;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FormatsIT {

    private static final String ATTACK = "=x]]>\"'<script>alert(1)</script>|`@you\u202e\u0007\uffff\n--rm";
    private static final JsonMapper JSON = new JsonMapper();
    private static final List<Status> STATUSES = List.of(Status.values());

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @TempDir
    private Path folder;

    private History history = new History(POSTGRES.dsl());

    @BeforeEach
    void clear() {
        POSTGRES.clear();
        history = new History(POSTGRES.dsl());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "EVENTS")
    void should_report_the_error_of_the_disk_in_every_format_when_it_is_full(ExportFormat format) {
        List<SystemRow> systems = fleet(new Random(1), 500);
        long id = history.snapshot(AS_OF, systems);
        ReportQueries queries = ReportQueries.of(POSTGRES.dsl());
        SnapshotReport report =
                queries.reports().read(queries.snapshots().find(id).orElseThrow(), null, true);

        Throwable thrown = catchThrowable(() -> format.writer().write(report, systems::forEach, new FullDisk()));

        assertThat(thrown).isInstanceOfAny(IOException.class, UncheckedIOException.class);
        assertThat(FailureText.of(
                        thrown instanceof UncheckedIOException unchecked ? unchecked.getCause() : (IOException) thrown))
                .isEqualTo("No space left on device");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void should_have_the_same_counts_in_every_format_when_a_fleet_is_random(long seed) throws Exception {
        Random random = new Random(seed);
        List<SystemRow> systems = fleet(random, seed == 8 ? 2_500 : random.nextInt(300));
        long baseline = history.snapshot(AS_OF.minus(Duration.ofDays(1)), fleet(random, random.nextInt(300)));
        long snapshot = history.snapshot(AS_OF, systems);
        int exempt = (int) systems.stream()
                .filter(system -> system.hostname().startsWith("h1"))
                .count();
        history.verdict(snapshot, Verdicts.failed(List.of("h1"), "h1*", exempt));

        Map<ExportFormat, String> files = export(snapshot, baseline);

        Map<Status, Long> expected = new EnumMap<>(Status.class);
        Arrays.stream(Status.values()).forEach(status -> expected.put(status, 0L));
        expected.putAll(systems.stream().collect(groupingBy(SystemRow::status, counting())));
        assertThat(ofJson(files)).as("JSON").isEqualTo(expected);
        assertThat(ofJsonSystems(files)).as("systems of the JSON").isEqualTo(expected);
        assertThat(ofJsonFlakes(files)).as("flakes of the JSON").isEqualTo(expected);
        assertThat(ofJsonReasons(files)).as("reasons of the JSON").isEqualTo(expected);
        assertThat(ofJsonLines(files)).as("JSON Lines").isEqualTo(expected);
        assertThat(ofCsv(files)).as("CSV").isEqualTo(expected);
        assertThat(ofMarkdown(files)).as("Markdown").isEqualTo(expected);
        assertThat(ofMetrics(files)).as("metrics").isEqualTo(expected);
        assertThat(ofJUnitProperties(files)).as("properties of the JUnit XML").isEqualTo(expected);
        assertThat(ofTiles(snapshot, baseline)).as("tiles of the HTML").isEqualTo(expected);
        assertThat(exemptOf(files)).containsOnly(exempt);
        if (systems.size() <= 1_000) {
            assertThat(ofJUnitCases(files)).as("cases of the JUnit XML").isEqualTo(casesOf(systems));
        }
    }

    @Test
    void should_be_valid_by_the_published_schemas_when_written_as_json() throws Exception {
        long baseline = history.snapshot(AS_OF.minus(Duration.ofDays(1)), fleet(new Random(1), 40));
        long snapshot = history.snapshot(AS_OF, fleet(new Random(2), 40));
        history.verdict(snapshot, Verdicts.failed(List.of("h1"), "h2*", 1));

        Map<ExportFormat, String> files = export(snapshot, baseline);
        Report.render(POSTGRES.dsl(), new ReportRequest(snapshot, baseline, folder.resolve("archive"), "test"));

        assertThat(errors("report-1", text(files, ExportFormat.JSON))).isEmpty();
        assertThat(errors("report-1", text(export(baseline, null), ExportFormat.JSON)))
                .isEmpty();
        assertThat(text(files, ExportFormat.JSONL).lines())
                .hasSize(40)
                .allSatisfy(line -> assertThat(errors("system-1", line)).isEmpty());
        assertThat(text(files, ExportFormat.EVENTS).lines())
                .isNotEmpty()
                .allSatisfy(line -> assertThat(errors("event-1", line)).isEmpty());
        assertThat(text(export(baseline, null), ExportFormat.EVENTS)).isEmpty();
        assertThat(errors("latest-1", Files.readString(folder.resolve("archive/latest.json"))))
                .isEmpty();
        assertThat(errors("changes-1", changes(baseline, snapshot))).isEmpty();
    }

    @Test
    void should_be_invalid_by_the_published_schema_when_a_status_is_none_of_the_four() throws Exception {
        long snapshot = history.snapshot(AS_OF, List.of(upToDate("h", "infra")));

        String json = text(export(snapshot, null), ExportFormat.JSON);

        assertThat(errors("report-1", json.replace("Up to Date", "Fine"))).isNotEmpty();
        assertThat(errors("report-1", json.replace("\"label\"", "\"unlisted\" : 1, \"label\"")))
                .isNotEmpty();
    }

    @Test
    void should_be_parsed_when_written_as_junit_xml() throws Exception {
        long snapshot = history.snapshot(
                AS_OF,
                List.of(
                        outdated("a", "infra", "b", 2),
                        unknown("b", null),
                        offline("c", "infra"),
                        upToDate("d", "infra"),
                        outdated("e-exempt", "infra", "b", 2)));
        history.verdict(snapshot, Verdicts.failed(List.of("a"), "e-*", 1));

        String xml = text(export(snapshot, null), ExportFormat.JUNIT);

        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(Objects.requireNonNull(FormatsIT.class.getResource("format/junit.xsd")))
                .newValidator()
                .validate(new StreamSource(new StringReader(xml)));
        assertThat(suites(xml))
                .extracting(ReportTestSuite::getName)
                .containsExactly("gate", "flake infra", "(no flake)");
        assertThat(xml)
                .contains("offenders: a\" type=\"max-outdated\"")
                .contains("<skipped message=\"Exempt: 1 system of e-* (being rebuilt; ops; until 2026-12-31)\"")
                .contains("message=\"Expired: 1 system of old-* (forgotten; nobody; until 2026-01-31)\"")
                .contains(
                        "<failure message=\"Outdated: awaiting-deployment, 2 commits behind since 2026-11-21T02:00:00Z,"
                                + " runs bbbbbbbbbbbb, newest is cccccccccccc\" type=\"awaiting-deployment\">Outdated: awaiting-deployment, ");
    }

    @Test
    void should_stay_small_and_count_the_rest_when_the_fleet_is_large() throws Exception {
        List<SystemRow> systems = new ArrayList<>();
        for (int i = 0; i < 4_000; i++) {
            String host = "host%05d".formatted(i);
            systems.add(i % 2 == 0 ? outdated(host, "infra", "b", 1) : offline(host, "infra"));
        }
        long snapshot = history.snapshot(AS_OF, systems);

        Map<ExportFormat, String> files = export(snapshot, null);

        assertThat(text(files, ExportFormat.JUNIT))
                .contains("tests=\"2002\" failures=\"1001\" errors=\"0\" skipped=\"1001\"")
                .contains("name=\"1,000 more systems Outdated\"")
                .contains("name=\"1,000 more systems Offline or exempt\"");
        assertThat(text(files, ExportFormat.MARKDOWN)).contains("and 3,992 more");
    }

    @Test
    void should_keep_the_summary_below_sixty_thousand_bytes_when_every_name_is_long_and_hostile() throws Exception {
        List<SystemRow> systems = new ArrayList<>();
        List<SystemRow> before = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            String host = i + "@\u202e|".repeat(400);
            Status status = STATUSES.get(i % 4);
            systems.add(SystemRows.hostile(host, "@\u202e`".repeat(300), status));
            before.add(SystemRows.hostile(host, "x", STATUSES.get((i + 1 + i / 4 % 3) % 4)));
        }
        long baseline = history.snapshot(AS_OF.minus(Duration.ofDays(1)), before);
        long snapshot = history.snapshot(AS_OF, "@".repeat(500), systems);
        history.verdict(snapshot, Verdicts.hostile("@|\u202e".repeat(1_000), "@".repeat(1_000)));

        String summary = text(export(snapshot, baseline), ExportFormat.MARKDOWN);

        assertThat(summary.getBytes(StandardCharsets.UTF_8).length).isBetween(3_000, 30_000);
        assertThat(summary).contains("more").doesNotContain("@", "\u202e");
        // as many as fit an A4 page
        assertThat(summary.lines().filter(line -> !line.isBlank())).hasSizeLessThan(56);
    }

    @Test
    void should_stay_text_in_every_format_when_texts_are_hostile() throws Exception {
        long baseline = history.snapshot(
                AS_OF.minus(Duration.ofDays(1)), List.of(SystemRows.hostile("a" + ATTACK, ATTACK, Status.OFFLINE)));
        long snapshot = history.snapshot(
                AS_OF,
                ATTACK,
                List.of(
                        SystemRows.hostile("a" + ATTACK, ATTACK, Status.OUTDATED),
                        SystemRows.hostile("b" + ATTACK, ATTACK, Status.UNKNOWN_STATE)));
        history.finding(snapshot, FindingKind.STALE_INVENTORY, ATTACK, ATTACK, ATTACK);
        history.verdict(snapshot, Verdicts.hostile(ATTACK, "a" + ATTACK));

        Map<ExportFormat, String> files = export(snapshot, baseline);

        assertThat(errors("report-1", text(files, ExportFormat.JSON))).isEmpty();
        assertThat(JSON.readTree(text(files, ExportFormat.JSON))
                        .at("/systems/0/hostname")
                        .asString())
                .isEqualTo("a" + ATTACK);
        assertThat(text(files, ExportFormat.JSONL).lines()).hasSize(2);
        assertThat(suites(text(files, ExportFormat.JUNIT))).hasSize(2);
        for (ExportFormat format :
                List.of(ExportFormat.JUNIT, ExportFormat.MARKDOWN, ExportFormat.METRICS, ExportFormat.BADGE)) {
            assertThat(text(files, format)).as(format.name()).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Cs}&&[^\\n]]");
        }
        assertThat(text(files, ExportFormat.JUNIT)).doesNotContain("<script", "]]>");
        assertThat(text(files, ExportFormat.MARKDOWN))
                .doesNotContain("@you")
                .doesNotContainPattern("(?<!\\\\)[`<|](?=script|alert|&#64;)");
    }

    @Test
    void should_give_the_text_of_failed_evaluations_in_every_format_when_some_fail() throws Exception {
        String error = "error:\n  … while evaluating\n" + "  trace\n".repeat(60) + "  error: attribute 'a' missing";
        long snapshot = history.snapshot(
                AS_OF,
                List.of(
                        failing(outdated("a", "infra", "b", 2), "evaluation-failed", error),
                        failing(outdated("b", "infra", "b", 2), "evaluation-failed", error),
                        upToDate("c", "infra")));

        Map<ExportFormat, String> files = export(snapshot, null);

        JsonNode json = JSON.readTree(text(files, ExportFormat.JSON));
        assertThat(errors("report-1", text(files, ExportFormat.JSON))).isEmpty();
        assertThat(json.at("/systems/0/evaluation_error").asString()).isEqualTo(error);
        assertThat(json.at("/systems/0/owner").asString()).isEqualTo("ops@example.org");
        assertThat(json.at("/evaluation_errors")).hasSize(1);
        assertThat(json.at("/evaluation_errors/0/systems").asInt()).isEqualTo(2);
        assertThat(text(files, ExportFormat.JSONL).lines().findFirst().orElseThrow())
                .contains(JSON.writeValueAsString(error));
        assertThat(text(files, ExportFormat.JUNIT))
                .contains("newest is cccccccccccc; error: attribute 'a' missing\"")
                .contains("\nerror:\n  … while evaluating\n  trace\n", "and 33 more lines</failure>");
        assertThat(text(files, ExportFormat.MARKDOWN))
                .contains("| 2 | evaluation-failed | error\\: attribute 'a' missing |");
        assertThat(text(files, ExportFormat.CSV).lines()).hasSize(4);
    }

    @Test
    void should_list_every_reason_in_the_published_schemas_when_they_are_read() throws Exception {
        for (String schema : List.of("report-1", "system-1")) {
            try (InputStream in = Report.class.getResourceAsStream("schema/" + schema + ".schema.json")) {
                assertThat(JSON.readTree(Objects.requireNonNull(in))
                                .at("/$defs/reason/examples")
                                .valueStream())
                        .extracting(JsonNode::asString)
                        .containsExactlyElementsOf(
                                Arrays.stream(Reason.values()).map(Reason::code).toList());
            }
        }
    }

    @Test
    void should_write_the_same_bytes_when_a_snapshot_is_written_twice() throws Exception {
        long snapshot = history.snapshot(AS_OF, fleet(new Random(3), 100));
        history.verdict(snapshot, Verdicts.failed(List.of("h1"), "h2*", 1));

        assertThat(export(snapshot, null)).isEqualTo(export(snapshot, null));
    }

    @Test
    void should_be_accepted_by_promtool_when_written_as_metrics() throws Exception {
        assumeThat(isThere("promtool")).as("promtool is not installed").isTrue();
        long snapshot = history.snapshot(AS_OF, List.of(SystemRows.hostile("a", ATTACK, Status.OUTDATED)));
        history.verdict(snapshot, Verdicts.hostile(ATTACK, "a" + ATTACK));

        export(snapshot, null);

        Process promtool = new ProcessBuilder("promtool", "check", "metrics")
                .redirectInput(folder.resolve("METRICS").toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(promtool.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(promtool.exitValue()).as(said).isZero();
        assertThat(said).isEmpty();
    }

    @Test
    void should_have_rules_and_exemptions_with_every_label_value_when_written_as_metrics() throws Exception {
        long snapshot = history.snapshot(AS_OF, List.of(upToDate("h", "infra")));
        history.verdict(snapshot, Verdicts.failed(List.of("h"), "e-*", 3));

        String metrics = text(export(snapshot, null), ExportFormat.METRICS);

        assertThat(metrics.lines())
                .contains(
                        "rollcall_systems{flake=\"infra\",status=\"outdated\"} 0.0",
                        "rollcall_gate_outcome{outcome=\"undecidable\"} 0.0",
                        "rollcall_gate_outcome{outcome=\"failed\"} 1.0",
                        "rollcall_gate_rule{demands=\"at most 0\",measured=\"1 systems\",number=\"1\","
                                + "rule=\"max-outdated\",scope=\"fleet\"} 1.0",
                        "rollcall_exempt_systems 3.0",
                        "rollcall_exemption_systems{advisory=\"\",hosts=\"old-*\",number=\"2\",owner=\"nobody\",reason=\"forgotten\"} 1.0",
                        "rollcall_exemption_end_timestamp_seconds{advisory=\"\",hosts=\"old-*\",number=\"2\",owner=\"nobody\","
                                + "reason=\"forgotten\"} 1.769904E9");
        assertThat(metrics).endsWith("\n").doesNotContain("# EOF").doesNotContainPattern("(?m)[}a-z] [0-9.E]+ [0-9]");
    }

    @Test
    void should_name_the_file_and_write_the_others_when_it_cannot_be_written() throws Exception {
        long snapshot = history.snapshot(AS_OF, List.of(upToDate("h", "infra")));
        Path file = Files.createFile(folder.resolve("file"));

        List<NamedError> errors = Report.export(
                POSTGRES.dsl(),
                new ExportRequest(
                        snapshot,
                        null,
                        Map.of(
                                ExportFormat.JSON,
                                file.resolve("report.json"),
                                ExportFormat.METRICS,
                                folder.resolve("written"))));

        assertThat(errors).hasSize(1);
        assertThat(errors.get(0).name()).isEqualTo(ErrorName.ARCHIVE_UNWRITABLE);
        assertThat(errors.get(0).sentence()).contains(file + "/report.json", "can't be written");
        assertThat(folder.resolve("written")).isNotEmptyFile();
    }

    private static List<SystemRow> fleet(Random random, int size) {
        List<SystemRow> systems = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            String flake = random.nextInt(5) == 0 ? null : "flake" + random.nextInt(4);
            String host = "h" + i;
            systems.add(
                    switch (random.nextInt(4)) {
                        case 0 -> upToDate(host, flake);
                        case 1 -> outdated(host, flake, "b", 1 + random.nextInt(9));
                        case 2 -> unknown(host, flake);
                        default -> offline(host, flake);
                    });
        }
        return systems;
    }

    private Map<ExportFormat, String> export(long snapshot, @Nullable Long baseline) throws IOException {
        Map<ExportFormat, Path> files = new EnumMap<>(ExportFormat.class);
        for (ExportFormat format : ExportFormat.values()) {
            files.put(format, folder.resolve(format.name()));
        }
        Report.export(POSTGRES.dsl(), new ExportRequest(snapshot, baseline, files));
        Map<ExportFormat, String> texts = new EnumMap<>(ExportFormat.class);
        for (ExportFormat format : ExportFormat.values()) {
            texts.put(format, Files.readString(folder.resolve(format.name())));
        }
        return texts;
    }

    private static Map<Status, Long> ofJson(Map<ExportFormat, String> files) {
        JsonNode snapshot = JSON.readTree(text(files, ExportFormat.JSON)).get("snapshot");
        return counts(status -> snapshot.get(key(status)).asLong());
    }

    private static Map<Status, Long> ofJsonSystems(Map<ExportFormat, String> files) {
        return tally(JSON.readTree(text(files, ExportFormat.JSON))
                .get("systems")
                .valueStream()
                .map(system -> system.get("status").asString())
                .toList());
    }

    private static Map<Status, Long> ofJsonFlakes(Map<ExportFormat, String> files) {
        JsonNode flakes = JSON.readTree(text(files, ExportFormat.JSON)).get("flakes");
        return counts(status -> flakes.valueStream()
                .mapToLong(flake -> flake.get("now").get(key(status)).asLong())
                .sum());
    }

    private static Map<Status, Long> ofJsonReasons(Map<ExportFormat, String> files) {
        JsonNode reasons = JSON.readTree(text(files, ExportFormat.JSON)).get("reasons");
        return counts(status -> reasons.valueStream()
                .filter(reason -> reason.get("status").asString().equals(status.displayName()))
                .mapToLong(reason -> reason.get("systems").asLong())
                .sum());
    }

    private static Map<Status, Long> ofJsonLines(Map<ExportFormat, String> files) {
        return tally(text(files, ExportFormat.JSONL)
                .lines()
                .map(line -> JSON.readTree(line).get("status").asString())
                .toList());
    }

    private static Map<Status, Long> ofCsv(Map<ExportFormat, String> files) {
        return tally(text(files, ExportFormat.CSV)
                .lines()
                .skip(1)
                .map(line -> line.split(",", -1)[2])
                .toList());
    }

    private static Map<Status, Long> ofMarkdown(Map<ExportFormat, String> files) {
        return counts(status -> number(
                text(files, ExportFormat.MARKDOWN),
                "\\| " + Pattern.quote(status.symbol() + " " + status.displayName()) + " \\| ([0-9,]+) \\|"));
    }

    private static Map<Status, Long> ofMetrics(Map<ExportFormat, String> files) {
        return counts(status -> Pattern.compile(
                        "rollcall_systems\\{flake=\"[^\"]*\",status=\"" + status.slug() + "\"} ([0-9.E]+)")
                .matcher(text(files, ExportFormat.METRICS))
                .results()
                .mapToLong(match -> (long) Double.parseDouble(match.group(1)))
                .sum());
    }

    private static Map<Status, Long> ofJUnitProperties(Map<ExportFormat, String> files) {
        return counts(status ->
                number(text(files, ExportFormat.JUNIT), "name=\"rollcall." + status.slug() + "\" value=\"([0-9]+)\""));
    }

    private Map<Status, Long> ofTiles(long snapshot, long baseline) throws IOException {
        Path page =
                Report.render(POSTGRES.dsl(), new ReportRequest(snapshot, baseline, folder.resolve("archive"), "test"));
        var document = Jsoup.parse(Files.readString(page));
        return counts(status ->
                Long.parseLong(Objects.requireNonNull(document.selectFirst(".tile." + status.slug() + " .count"))
                        .text()
                        .replace(",", "")));
    }

    private static List<Integer> exemptOf(Map<ExportFormat, String> files) {
        return List.of(
                JSON.readTree(text(files, ExportFormat.JSON)).get("exempt").asInt(),
                (int) JSON.readTree(text(files, ExportFormat.JSON))
                        .get("systems")
                        .valueStream()
                        .filter(system -> system.get("exempt").asBoolean())
                        .count(),
                (int) number(text(files, ExportFormat.METRICS), "rollcall_exempt_systems ([0-9]+)"),
                (int) number(text(files, ExportFormat.JUNIT), "name=\"rollcall.exempt\" value=\"([0-9]+)\""));
    }

    /** By JUnit's outcomes: passed, failures, errors, skipped. */
    private static List<Integer> ofJUnitCases(Map<ExportFormat, String> files) throws Exception {
        int[] counts = new int[4];
        for (ReportTestSuite suite : suites(text(files, ExportFormat.JUNIT))) {
            if (!suite.getName().equals("gate")) {
                int notPassed = suite.getNumberOfFailures() + suite.getNumberOfErrors() + suite.getNumberOfSkipped();
                counts[0] += suite.getNumberOfTests() - notPassed;
                counts[1] += suite.getNumberOfFailures();
                counts[2] += suite.getNumberOfErrors();
                counts[3] += suite.getNumberOfSkipped();
            }
        }
        return Arrays.stream(counts).boxed().toList();
    }

    private static List<Integer> casesOf(List<SystemRow> systems) {
        int[] counts = new int[4];
        for (SystemRow system : systems) {
            counts[system.hostname().startsWith("h1") ? 3 : STATUSES.indexOf(system.status())]++;
        }
        return Arrays.stream(counts).boxed().toList();
    }

    private static List<ReportTestSuite> suites(String xml) throws Exception {
        return new TestSuiteXmlParser(new NullConsoleLogger())
                .parse(new InputStreamReader(
                        new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8));
    }

    private static String changes(long baseline, long snapshot) {
        return ReportQueries.atOneMoment(
                POSTGRES.dsl(),
                queries -> DiffFormat.json(queries.changes()
                        .diff(
                                queries.snapshots().find(baseline).orElseThrow(),
                                queries.snapshots().find(snapshot).orElseThrow(),
                                Integer.MAX_VALUE)));
    }

    /** The published schemas allow keys of later releases; here every key must be listed. */
    private static List<String> errors(String schema, String json) {
        try (InputStream in = Report.class.getResourceAsStream("schema/" + schema + ".schema.json")) {
            String strict = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .replace("\"required\": [", "\"additionalProperties\": false, \"required\": [");
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(strict)
                    .validate(json, InputFormat.JSON)
                    .stream()
                    .map(Object::toString)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isThere(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static String text(Map<ExportFormat, String> files, ExportFormat format) {
        return Objects.requireNonNull(files.get(format));
    }

    private static String key(Status status) {
        return status.slug().replace('-', '_');
    }

    private static long number(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(pattern).isTrue();
        return Long.parseLong(matcher.group(1).replace(",", ""));
    }

    private static Map<Status, Long> tally(List<String> names) {
        Map<String, Long> counted = names.stream().collect(groupingBy(name -> name, TreeMap::new, counting()));
        return counts(status -> counted.getOrDefault(status.displayName(), 0L));
    }

    private static Map<Status, Long> counts(ToLongFunction<Status> of) {
        Map<Status, Long> counts = new EnumMap<>(Status.class);
        for (Status status : Status.values()) {
            counts.put(status, of.applyAsLong(status));
        }
        return counts;
    }

    private static final class FullDisk extends Writer {

        @Override
        public void write(char[] text, int from, int length) throws IOException {
            throw new IOException("No space left on device");
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
