// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.schema.PostgresExtension;
import dev.rollcall.schema.error.RollcallException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InventoryImportIT {

    private static final String COMMIT = "a".repeat(40);
    private static final String FLAKE_LINE = "{\"name\": \"infra\", \"repo_url\": \"https://example.org/infra\"}\n";
    private static final String COMMIT_LINE = "{\"flake\": \"infra\", \"git_commit_hash\": \"" + COMMIT
            + "\", \"commit_timestamp\": \"2026-01-01T00:00:00Z\"}\n";

    private static final String STATES = """
            select string_agg(concat_ws(' ', store_path, coalesce(nixos_version, ''), coalesce(nixpkgs_revision, ''), change_reason
                                       , booted_store_path, reboot_needed)
                             , ', ' order by store_path)
              from inventory.system_states
            """;

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @BeforeEach
    void clear() {
        POSTGRES.clear();
    }

    @Test
    void should_change_nothing_when_the_same_lines_come_twice() {
        List<InventorySource> sources = List.of(
                source(FileKind.FLAKES, FLAKE_LINE),
                source(FileKind.COMMITS, COMMIT_LINE),
                source(FileKind.SYSTEMS, "{\"hostname\": \"butler\", \"flake\": \"infra\"}\n"),
                source(FileKind.EVALS, evaluation("butler")),
                source(FileKind.STATES, state("butler", "\"configuration_revision\": \"" + COMMIT + "\"")),
                source(FileKind.HEARTBEATS, "{\"hostname\": \"butler\", \"timestamp\": \"2026-01-01T00:00:00Z\"}\n"));

        ImportResult first = take(ImportOptions.STRICT, sources);
        ImportResult second = take(ImportOptions.STRICT, sources);

        assertThat(first.sources()).allMatch(taken -> taken.added() == 1 && taken.changed() == 0);
        assertThat(second.isUnchanged()).isTrue();
    }

    @Test
    void should_let_the_last_line_win_when_lines_repeat_a_key() {
        take(
                ImportOptions.STRICT,
                List.of(source(
                        FileKind.SYSTEMS,
                        "{\"hostname\": \"butler\", \"environment\": \"old\"}\n"
                                + "{\"hostname\": \"butler\", \"environment\": \"new\"}\n")));

        assertThat(value("select string_agg(environment, ' ') from inventory.systems"))
                .isEqualTo("new");
    }

    @Test
    void should_number_commits_in_the_order_of_the_file_when_their_times_are_equal() {
        String second = COMMIT_LINE.replace(COMMIT, "0".repeat(40));

        take(
                ImportOptions.STRICT,
                List.of(source(FileKind.FLAKES, FLAKE_LINE), source(FileKind.COMMITS, COMMIT_LINE + second)));

        assertThat(value("select left(git_commit_hash, 1) from inventory.commits order by id desc limit 1"))
                .isEqualTo("0");
    }

    @Test
    void should_take_ids_only_for_new_commits_when_known_ones_are_imported_again() {
        List<InventorySource> sources =
                List.of(source(FileKind.FLAKES, FLAKE_LINE), source(FileKind.COMMITS, COMMIT_LINE));
        String nextId = COMMIT_LINE.replace(COMMIT, "0".repeat(40));

        take(ImportOptions.STRICT, sources);
        take(ImportOptions.STRICT, sources);
        take(ImportOptions.STRICT, sources);
        take(ImportOptions.STRICT, List.of(source(FileKind.COMMITS, nextId)));

        assertThat(value("select max(id) - min(id) from inventory.commits")).isEqualTo(1);
    }

    @Test
    void should_record_a_failed_evaluation_when_the_line_has_an_error() {
        take(
                ImportOptions.STRICT,
                List.of(
                        source(FileKind.FLAKES, FLAKE_LINE),
                        source(FileKind.COMMITS, COMMIT_LINE),
                        source(
                                FileKind.EVALS,
                                "{\"attr\": \"hosts.\\\"web.example.org\\\"\", \"attrPath\": [\"hosts\", \"web.example.org\"],"
                                        + " \"error\": \"attribute missing\", \"commit\": \"" + COMMIT + "\"}\n")));

        assertThat(value("""
                                select d.derivation_name || ' ' || t.name || ' ' || d.error_message
                                  from inventory.derivations as d
                                  join inventory.derivation_statuses as t on t.id = d.status_id
                                """)).isEqualTo("web.example.org dry-run-failed attribute missing");
    }

    @Test
    void should_take_flake_commit_and_time_from_the_options_when_the_lines_are_raw() {
        take(ImportOptions.STRICT, List.of(source(FileKind.FLAKES, FLAKE_LINE), source(FileKind.COMMITS, COMMIT_LINE)));

        take(
                ImportOptions.of(false, "infra", COMMIT, "2026-01-02T03:04:05Z", null),
                List.of(source(
                        FileKind.EVALS,
                        "{\"attr\": \"butler\", \"attrPath\": [\"butler\"], \"drvPath\": \"/nix/store/x.drv\","
                                + " \"outputs\": {\"out\": \"/nix/store/x\"}}\n")));

        assertThat(
                        value(
                                "select store_path || ' ' || completed_at::timestamptz(0) at time zone 'UTC' from inventory.derivations"))
                .isEqualTo("/nix/store/x 2026-01-02 03:04:05");
    }

    @Test
    void should_read_a_file_when_it_is_gzipped_or_has_a_byte_order_mark_or_windows_line_ends() throws IOException {
        byte[] windows = ("\ufeff" + FLAKE_LINE.replace("\n", "\r\n") + "\r\n").getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(windows);
        }

        ImportResult result = take(ImportOptions.STRICT, List.of(source(FileKind.FLAKES, packed.toByteArray())));

        assertThat(result.sources().get(0).added()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "FLAKES     | not json                                       | is not a JSON object",
                "FLAKES     | [1]                                            | is not a JSON object but an array",
                "FLAKES     | {}                                             | has no 'name'",
                "FLAKES     | {\"name\": 7}                                  | has 'name' as a number, expected text",
                "FLAKES     | {\"name\": \"a\", \"name\": \"b\"}             | is not a JSON object: Duplicate",
                "FLAKES     | {\"name\": \"a\\u0000b\"}                      | NUL",
                "FLAKES     | {\"name\": \"a\\ud800b\"}                      | surrogate",
                "FLAKES     | {\"name\": \"a\"} trailing                     | is not a JSON object",
                "FLAKES     | {\"name\": \"a\"}{\"name\": \"b\"}            | has more than one JSON object; write one per line",
                "FLAKES     | {\"name\": NaN}                                | is not a JSON object: Non-standard token 'NaN'.",
                "COMMITS    | {\"flake\": \"infra\", \"git_commit_hash\": \"abc\", \"commit_timestamp\": \"2026-01-01T00:00:00Z\"} | has 'git_commit_hash' 'abc', expected a full commit hash",
                "COMMITS    | {\"flake\": \"infra\", \"git_commit_hash\": \"0000000000000000000000000000000000000000\", \"commit_timestamp\": \"today\"} | has 'commit_timestamp' 'today', expected a time",
                "COMMITS    | {\"flake\": \"other\", \"git_commit_hash\": \"0000000000000000000000000000000000000000\", \"commit_timestamp\": \"2026-01-01T00:00:00Z\"} | names the flake 'other', which is not known",
                "SYSTEMS    | {\"hostname\": \"x\", \"is_active\": \"yes\"}  | expected true or false",
                "SYSTEMS    | {\"hostname\": \"x\", \"flake\": \"other\"}    | names the flake 'other', which is not known",
                "EVALS      | {\"attr\": \"x\", \"drvPath\": \"/nix/store/x.drv\", \"commit\": \"0000000000000000000000000000000000000000\"} | which is not known; import its commits first",
                "EVALS      | {\"attr\": \"x\"}                              | has neither 'drvPath' nor 'error'",
                "STATES     | {\"hostname\": \"x\", \"store_path\": \"relative\", \"timestamp\": \"2026-01-01T00:00:00Z\"} | has 'store_path' 'relative', expected a store path",
                "STATES     | {\"hostname\": \"x\", \"store_path\": \"/nix/store/x.drv\", \"timestamp\": \"2026-01-01T00:00:00Z\"} | which is a derivation",
                "SYSTEMS    | {\"hostname\": \"x\", \"pinned\": \"yes\"}     | has 'pinned' as text, expected true or false",
                "HEARTBEATS | {\"hostname\": \"x\", \"timestamp\": \"x%1$s\"} | has 'timestamp' 'x%2$s...', expected a time",
                "HEARTBEATS | {\"hostname\": \"x\", \"timestamp\": \"2026-01-01T00:00:00-16:00\"} | has 'timestamp' '2026-01-01T00:00:00-16:00', expected an offset of less than 16 hours",
                "HEARTBEATS | {\"hostname\": \"x\", \"timestamp\": \"2026-01-01\"} | has 'timestamp' '2026-01-01', expected a time",
            })
    void should_name_file_and_line_and_store_nothing_when_a_line_is_bad(FileKind kind, String line, String problem) {
        String bad = line.replace("%1$s", "🦊".repeat(61));
        List<InventorySource> sources = List.of(source(FileKind.FLAKES, FLAKE_LINE), source(kind, "\n" + bad + "\n"));

        assertThatThrownBy(() -> take(ImportOptions.STRICT, sources))
                .isInstanceOf(RollcallException.class)
                .hasMessageStartingWith("test " + kind + " line 2: ")
                .hasMessageContaining(problem.replace("%2$s", "🦊".repeat(59)))
                .hasMessageContaining("Nothing was stored");
        assertThat(value("select count(*)::text from inventory.flakes")).isEqualTo("0");
    }

    @Test
    void should_merge_repeated_states_alike_when_they_come_in_any_order() {
        String some = state(
                "butler",
                "\"nixos_version\": \"25.05\", \"change_reason\": \"boot\", \"reboot_needed\": true, \"booted_store_path\": \"/nix/store/b\"");
        String more = state(
                "butler",
                "\"nixos_version\": \"25.11\", \"nixpkgs_revision\": \"abc\", \"reboot_needed\": false, \"booted_store_path\": \"/nix/store/a\"");
        String other = state("butler", "\"change_reason\": \"x\"").replace("store/x", "store/y");
        String merged = "/nix/store/x 25.11 abc boot /nix/store/b t, /nix/store/y   x";

        take(ImportOptions.STRICT, List.of(source(FileKind.STATES, some + other + more)));
        assertThat(value(STATES)).isEqualTo(merged);

        POSTGRES.clear();
        for (String line : List.of(more, other, some)) {
            take(ImportOptions.STRICT, List.of(source(FileKind.STATES, line)));
        }
        assertThat(value(STATES)).isEqualTo(merged);
    }

    @Test
    void should_know_owner_and_pin_without_target_when_a_system_has_them() {
        take(
                ImportOptions.STRICT,
                List.of(source(
                        FileKind.SYSTEMS,
                        "{\"hostname\": \"a\", \"owner\": \"amy\", \"pinned\": true}\n"
                                + "{\"hostname\": \"b\", \"pinned\": false}\n")));

        assertThat(value("select string_agg(concat_ws(' ', hostname, owner, is_held), ', ' order by hostname)"
                        + " from inventory.systems"))
                .isEqualTo("a amy t, b f");
    }

    @Test
    void should_have_no_value_when_a_text_is_empty() {
        take(ImportOptions.STRICT, List.of(source(FileKind.FLAKES, FLAKE_LINE)));

        take(
                ImportOptions.STRICT,
                List.of(
                        source(FileKind.FLAKES, "{\"name\": \"infra\", \"repo_url\": \"\", \"branch\": \" \"}\n"),
                        source(FileKind.SYSTEMS, "{\"hostname\": \"a\", \"owner\": \"\", \"environment\": \" \"}\n")));

        assertThat(value("select num_nulls(branch) || ' ' || num_nulls(repo_url) from inventory.flakes"))
                .isEqualTo("1 0");
        assertThat(value("select num_nulls(owner, environment)::text from inventory.systems"))
                .isEqualTo("2");
    }

    @Test
    void should_take_a_time_when_its_offset_is_the_largest_that_is_known() {
        take(
                ImportOptions.STRICT,
                List.of(source(
                        FileKind.HEARTBEATS,
                        "{\"hostname\": \"a\", \"timestamp\": \"2026-01-01T00:00:00-15:59:59\"}\n"
                                + "{\"hostname\": \"a\", \"timestamp\": \"2026-01-01T00:00:00+15:59\"}\n")));

        assertThat(value("select count(*)::text from inventory.heartbeats")).isEqualTo("2");
    }

    @Test
    void should_drop_white_space_at_the_ends_when_a_value_is_the_output_of_a_command() {
        take(
                ImportOptions.STRICT,
                List.of(source(
                        FileKind.STATES,
                        state("web\\n", "\"configuration_revision\": \" " + COMMIT + "-dirty\\r\\n\"")
                                .replace("/nix/store/x", "/nix/store/x\\n"))));

        assertThat(
                        value(
                                "select concat_ws(' ', hostname, store_path, configuration_revision) from inventory.system_states"))
                .asString()
                .doesNotContainPattern("\\s{2}|[\\r\\n]")
                .startsWith("web /nix/store/")
                .endsWith(COMMIT + "-dirty");
    }

    @Test
    void should_not_say_that_all_was_known_when_there_was_nothing() {
        ImportResult result = take(ImportOptions.STRICT, List.of(source(FileKind.STATES, "\n \n")));

        assertThat(result.isUnchanged()).isFalse();
        assertThat(result.sources()).extracting(ImportResult.Taken::lines).containsExactly(0L);
    }

    @Test
    void should_skip_bad_lines_and_import_the_others_when_asked_to() {
        ImportResult result = take(
                ImportOptions.of(true, null, null, null, null),
                List.of(
                        source(FileKind.FLAKES, "oops\n" + FLAKE_LINE),
                        source(
                                FileKind.SYSTEMS,
                                "{\"hostname\": \"a\", \"flake\": \"other\"}\n{\"hostname\": \"b\", \"flake\": \"infra\"}\n")));

        assertThat(result.bad()).isEqualTo(2);
        assertThat(take(ImportOptions.of(true, null, null, null, null), List.of(source(FileKind.FLAKES, "oops\n")))
                        .isUnchanged())
                .isFalse();
        assertThat(result.firstBad()).extracting(BadLine::number).containsExactly(1L, 1L);
        assertThat(value("select string_agg(hostname, ' ') from inventory.systems"))
                .isEqualTo("b");
    }

    private static ImportResult take(ImportOptions options, List<InventorySource> sources) {
        return InventoryImport.run(
                POSTGRES.database().dataSource(), sources, options, Instant.parse("2026-02-01T00:00:00Z"));
    }

    private static String evaluation(String name) {
        return "{\"attr\": \"" + name + "\", \"attrPath\": [\"" + name + "\"], \"drvPath\": \"/nix/store/x.drv\","
                + " \"outputs\": {\"out\": \"/nix/store/x\"}, \"commit\": \"" + COMMIT
                + "\", \"evaluatedAt\": \"2026-01-01T00:05:00Z\"}\n";
    }

    private static String state(String hostname, String more) {
        return "{\"hostname\": \"" + hostname
                + "\", \"store_path\": \"/nix/store/x\", \"timestamp\": \"2026-01-01T01:00:00Z\", " + more + "}\n";
    }

    private static InventorySource source(FileKind kind, String text) {
        return source(kind, text.getBytes(StandardCharsets.UTF_8));
    }

    private static InventorySource source(FileKind kind, byte[] bytes) {
        return new InventorySource(kind, "test " + kind, () -> new ByteArrayInputStream(bytes));
    }

    private static Object value(String sql) {
        return POSTGRES.dsl().fetchValue(sql);
    }
}
