// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.reconciler.RollcallProgram;
import dev.rollcall.schema.PostgresExtension;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.RollcallException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines of older and newer versions of nix-eval-jobs, and the resulting rows. */
class EvaluationImportIT {

    private static final String COMMIT = EvaluationLines.COMMITS.get(0);
    private static final ImportOptions SKIPPING = ImportOptions.of(true, null, COMMIT, "2026-06-01T09:00:00Z", null);
    private static final ImportOptions RAW = raw(null);

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    private final EvaluationLines evaluations = new EvaluationLines(POSTGRES);

    @BeforeEach
    void clear() {
        evaluations.clear();
    }

    @Test
    void should_keep_the_success_when_a_later_evaluation_fails() {
        evaluations.take(List.of(success("web", "one", "09:00")));
        ImportResult failed = evaluations.take(List.of(failure("web", "error: timeout", "10:00")));

        assertThat(failed.sources().get(0).added()).isEqualTo(1);
        assertThat(evaluations.rows())
                .containsExactly(
                        row(
                                "web",
                                "/nix/store/one.drv /nix/store/one dry-run-complete 2026-06-01 09:00:00.0 null null"),
                        row("web", "null null dry-run-failed 2026-06-01 10:00:00.0 null error: timeout"));
    }

    @Test
    void should_show_the_failure_when_the_time_is_between_it_and_the_success(@TempDir Path folder) {
        POSTGRES.dsl().execute("insert into inventory.systems (hostname, flake_id) values ('web', 1)");
        POSTGRES.dsl()
                .execute(
                        "insert into inventory.system_states (hostname, store_path, \"timestamp\") values ('web', '/nix/store/old', '2026-06-01T08:30:00Z')");
        evaluations.take(List.of(
                success("web", "old", "08:10").replace(COMMIT, EvaluationLines.COMMITS.get(0)),
                success("web", "new", "11:00").replace(COMMIT, EvaluationLines.COMMITS.get(2)),
                failure("web", "error: timeout", "09:00").replace(COMMIT, EvaluationLines.COMMITS.get(2))));
        RollcallProgram program = RollcallProgram.in(folder, Instant.parse("2026-06-02T00:00:00Z"))
                .on(POSTGRES.settings());

        assertThat(program.run("status", "--format", "csv", "--as-of", "2026-06-01T10:00:00Z")
                        .out())
                .contains("web,infra,Outdated,evaluation-failed,store-path,");
        assertThat(program.run("status", "--format", "csv", "--as-of", "2026-06-01T12:00:00Z")
                        .out())
                .contains("web,infra,Outdated,awaiting-deployment,store-path,");
    }

    @Test
    void should_keep_every_recipe_and_every_error_when_one_commit_has_several() {
        evaluations.take(List.of(
                success("web", "one", "09:00"),
                success("web", "two", "10:00"),
                failure("web", "error: timeout", "11:00"),
                failure("web", "error: no space", "12:00")));

        assertThat(evaluations.rows()).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"outputs\":{\"out\":null}", "\"outputs\":{}", "\"outputs\":null", "\"name\":\"x\""})
    void should_take_the_store_path_from_another_line_when_one_lacks_it(String outputs) {
        String unknown = success("web", "one", "09:00").replaceFirst("\"outputs\":\\{[^}]*}", outputs);
        evaluations.take(List.of(unknown));
        ImportResult learned = evaluations.take(List.of(success("web", "one", "10:00")));
        ImportResult again = evaluations.take(List.of(unknown));

        assertThat(learned.sources().get(0).changed()).isEqualTo(1);
        assertThat(again.isUnchanged()).isTrue();
        assertThat(evaluations.rows())
                .containsExactly(row(
                        "web", "/nix/store/one.drv /nix/store/one dry-run-complete 2026-06-01 09:00:00.0 null null"));
    }

    @Test
    void should_keep_the_path_of_the_attribute_where_it_is_not_the_name() {
        evaluations.take(
                RAW,
                List.of(
                        "{\"attr\":\"hosts.\\\"web.example.org\\\".x86_64-linux\",\"system\":\"x86_64-linux\",\"drvPath\":\"/nix/store/one.drv\"}",
                        "{\"attrPath\":[\"web.example.com\"],\"attr\":\"\\\"web.example.com\\\"\",\"drvPath\":\"/nix/store/two.drv\"}"));

        assertThat(evaluations.rows())
                .containsExactly(
                        COMMIT
                                + " web.example.com null /nix/store/two.drv null dry-run-complete 2026-06-01 09:00:00.0 null null",
                        COMMIT
                                + " web.example.org hosts.\"web.example.org\".x86_64-linux /nix/store/one.drv null dry-run-complete 2026-06-01 09:00:00.0 null null");
    }

    @ParameterizedTest
    @CsvSource({"2, web", "-2, web", "1, hosts", "3, image", "-1, image"})
    void should_take_the_element_that_was_asked_for_as_the_name(int element, String name) {
        evaluations.take(raw(element), List.of(attribute("hosts", "web", "image")));

        assertThat(POSTGRES.dsl().fetchValue("select derivation_name from inventory.derivations"))
                .isEqualTo(name);
    }

    @Test
    void should_refuse_both_and_show_their_paths_when_two_attributes_of_one_import_have_one_name() {
        List<String> lines = List.of(attribute("production", "web"), attribute("db"), attribute("staging", "web"));

        assertThatThrownBy(() -> evaluations.take(RAW, lines))
                .hasFieldOrPropertyWithValue("name", ErrorName.LINE_NAME_COLLISION)
                .hasMessageStartingWith("evals.jsonl line 1: is production.web, but staging.web of the same commit has"
                        + " the same name, 'web'; choose the element");
        assertThat(evaluations.rows()).isEmpty();

        ImportResult skipped = evaluations.take(SKIPPING, lines);

        assertThat(skipped.firstBad()).extracting(BadLine::number).containsExactly(1L, 3L);
        assertThat(POSTGRES.dsl().fetchValue("select string_agg(derivation_name, ' ') from inventory.derivations"))
                .isEqualTo("db");
    }

    @Test
    void should_refuse_the_second_and_show_both_paths_when_two_imports_have_one_name() {
        evaluations.take(RAW, List.of(attribute("web")));
        List<String> before = evaluations.rows();
        List<String> lines = List.of(attribute("hosts", "web", "x86_64-linux"), attribute("db"));

        assertThatThrownBy(() -> evaluations.take(RAW, lines))
                .hasFieldOrPropertyWithValue("name", ErrorName.LINE_NAME_COLLISION)
                .hasMessageContaining("line 1: is hosts.web.x86_64-linux, but web of the same commit");
        assertThat(evaluations.rows()).isEqualTo(before);
        assertThat(evaluations.take(SKIPPING, lines).bad()).isEqualTo(1);
    }

    @Test
    void should_take_both_when_different_attributes_of_two_commits_have_one_name() {
        evaluations.take(
                RAW,
                List.of(
                        attribute("hosts", "web"),
                        attribute("web").replace("{", "{\"commit\":\"" + EvaluationLines.COMMITS.get(1) + "\",")));

        assertThat(evaluations.rows()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"attrPath\":[],\"attr\":\"\"", "\"attr\":\"\"", "\"attrPath\":[]", "\"fatal\":true"})
    void should_report_the_error_text_when_nothing_could_be_evaluated(String root) {
        String line = "{" + root
                + ",\"error\":\"error:\\n       \u2026 while calling\\n\\n       \\u001b[31;1merror:\\u001b[0m path '/x' does not exist\\n\"}";

        assertThatThrownBy(() -> evaluations.take(RAW, List.of(line)))
                .hasFieldOrPropertyWithValue("name", ErrorName.LINE_EVALUATION_ERROR)
                .hasMessageStartingWith("evals.jsonl line 1: reports that nothing could be evaluated:"
                        + " error: path '/x' does not exist. Nothing was stored");
        assertThat(evaluations.take(SKIPPING, List.of(line, attribute("web"))).bad())
                .isEqualTo(1);
        assertThat(evaluations.rows()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"attrPath\":[],\"attr\":\"\",\"drvPath\":\"/nix/store/a.drv\"} | is the evaluation of the root, which is not a host",
                "{\"attrPath\":[\"hosts\",\"\"],\"drvPath\":\"/nix/store/a.drv\"} | has the attribute path hosts.\"\", whose host element is empty",
                "{\"attrPath\":[\"a\",1],\"drvPath\":\"/nix/store/a.drv\"}         | has 'attrPath' as a number, expected text",
                "{\"attrPath\":[null],\"drvPath\":\"/nix/store/a.drv\"}            | has null in 'attrPath', expected names",
                "{\"attrPath\":\"web\",\"drvPath\":\"/nix/store/a.drv\"}           | has 'attrPath' as text, expected an array",
                "{\"attr\":\"hosts.\\\"web\",\"drvPath\":\"/nix/store/a.drv\"}     | an unclosed quote",
                "{\"attr\":\"web\",\"attrs\":[\"a\"]}                              | has neither 'drvPath' nor 'error'",
                "{\"attr\":\"web\",\"error\":\"  \"}                               | has neither 'drvPath' nor 'error'",
                "warning: Git tree '/infra' is dirty                               | is not a JSON object",
                "{\"attr\":\"web\",\"attrPath\":[\"web\"],\"drvPath\":\"/nix/st    | is not a JSON object",
            })
    void should_report_what_is_wrong_when_a_line_is_not_an_evaluation_of_a_host(String line, String problem) {
        assertThatThrownBy(() -> evaluations.take(RAW, List.of(attribute("web"), line)))
                .isInstanceOf(RollcallException.class)
                .hasMessageStartingWith("evals.jsonl line 2: ")
                .hasMessageContaining(problem);
    }

    @Test
    void should_refuse_the_line_when_its_path_has_no_such_element() {
        assertThatThrownBy(() -> evaluations.take(raw(2), List.of(attribute("web"))))
                .hasMessageStartingWith("evals.jsonl line 1: has the attribute path web of 1 element, but --host-from");
    }

    @Test
    void should_be_a_usage_error_when_the_element_is_number_zero(@TempDir Path folder) {
        RollcallProgram.Outcome outcome = RollcallProgram.in(folder, Instant.parse("2026-06-02T00:00:00Z"))
                .on(POSTGRES.settings())
                .run("import", "-", "--kind", "evals", "--host-from", "0");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("--host-from counts from 1, or from -1 at the end; there is no element 0");
    }

    /** Keys of newer versions, of options, and of aggregates. */
    @Test
    void should_take_the_line_when_it_has_keys_of_other_versions() {
        evaluations.take(
                RAW,
                List.of(
                        "{\"attr\":\"web\",\"attrPath\":[\"web\"],\"cacheStatus\":\"notBuilt\",\"isCached\":false,\"constituents\":[],"
                                + "\"drvPath\":\"/nix/store/one.drv\",\"extraValue\":{\"drvPath\":1},\"inputDrvs\":{\"/nix/store/i.drv\":[\"out\"]},"
                                + "\"meta\":{\"error\":\"no\"},\"name\":\"nixos-system-web\",\"neededBuilds\":[],\"outputs\":{\"out\":\"/nix/store/one\"},"
                                + "\"requiredSystemFeatures\":[],\"storeDir\":\"/nix/store\",\"system\":\"x86_64-linux\",\"traces\":[],\"warnings\":[\"old\"]}",
                        "{\"attr\":\"db\",\"attrPath\":[\"db\"],\"error\":\"error: stack overflow\",\"fatal\":true}"));

        assertThat(evaluations.rows())
                .containsExactly(
                        row("db", "null null dry-run-failed 2026-06-01 09:00:00.0 null error: stack overflow"),
                        row(
                                "web",
                                "/nix/store/one.drv /nix/store/one dry-run-complete 2026-06-01 09:00:00.0 null null"));
    }

    private static String success(String name, String recipe, String time) {
        return "{\"commit\":\"" + COMMIT + "\",\"attr\":\"" + name + "\",\"drvPath\":\"/nix/store/" + recipe
                + ".drv\",\"outputs\":{\"out\":\"/nix/store/" + recipe + "\"},\"evaluatedAt\":\"2026-06-01T" + time
                + ":00Z\"}";
    }

    private static String failure(String name, String error, String time) {
        return "{\"commit\":\"" + COMMIT + "\",\"attr\":\"" + name + "\",\"error\":\"" + error
                + "\",\"evaluatedAt\":\"2026-06-01T" + time + ":00Z\"}";
    }

    private static String attribute(String... path) {
        return "{\"attrPath\":[\"" + String.join("\",\"", path) + "\"],\"drvPath\":\"/nix/store/"
                + String.join("-", path) + ".drv\"}";
    }

    private static String row(String name, String rest) {
        return COMMIT + " " + name + " null " + rest;
    }

    private static ImportOptions raw(@Nullable Integer hostFrom) {
        return ImportOptions.of(false, null, COMMIT, "2026-06-01T09:00:00Z", hostFrom);
    }
}
