// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Snapshots record the version of the rules, which is only useful if it is increased with every change. */
class RulesVersionTest {

    private static final Path SQL = Path.of("src/main/resources/dev/rollcall/schema");
    private static final Path RECORDED = Path.of("src/test/resources/dev/rollcall/schema/rules-version.txt");

    /** All columns that the views over Crystal Forge's tables can use. */
    private static final Catalog CRYSTAL_FORGE = new Catalog(
            "public",
            Map.of(
                    "flakes", Set.of("id", "name", "repo_url", "branch"),
                    "commits",
                            Set.of(
                                    "id",
                                    "flake_id",
                                    "git_commit_hash",
                                    "commit_timestamp",
                                    "evaluation_status",
                                    "evaluation_error_message"),
                    "derivation_statuses", Set.of("id", "name", "is_terminal", "is_success"),
                    "derivations",
                            Set.of(
                                    "id",
                                    "commit_id",
                                    "derivation_type",
                                    "derivation_name",
                                    "derivation_path",
                                    "store_path",
                                    "expected_store_path",
                                    "status_id",
                                    "scheduled_at",
                                    "completed_at",
                                    "error_message"),
                    "systems",
                            Set.of(
                                    "id",
                                    "hostname",
                                    "flake_id",
                                    "environment_id",
                                    "is_active",
                                    "deployment_policy",
                                    "desired_derivation_id",
                                    "desired_target"),
                    "environments", Set.of("id", "name"),
                    "system_states",
                            Set.of(
                                    "id",
                                    "hostname",
                                    "store_path",
                                    "configuration_revision",
                                    "nixos_version",
                                    "nixpkgs_revision",
                                    "change_reason",
                                    "uptime_secs",
                                    "timestamp"),
                    "agent_heartbeats", Set.of("id", "system_state_id", "timestamp")));

    @Test
    void should_have_a_new_version_when_the_rules_changed() throws Exception {
        String now = SchemaOwnership.rulesVersion() + " " + digest(rules());

        assertThat(now).as("""
                        The SQL that decides statuses, reasons, bases, findings or the order of commits is not the recorded \
                        one. If any snapshot could come out differently, raise the number in rules/R__80_rules_version.sql. \
                        Then record the rules: the only line of %s is their version and their digest, \
                        as in the actual value below.""", RECORDED).isEqualTo(Files.readString(RECORDED).strip());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "select 1 -- one | select   1 | true",
                "select 1 | select 2 | false",
                "select '--'  | select ''  | false",
            })
    void should_be_the_same_rules_when_only_comments_and_blanks_differ(String one, String other, boolean isSame)
            throws Exception {
        assertThat(digest(List.of(one)).equals(digest(List.of(other)))).isEqualTo(isSame);
    }

    /** All SQL of the rules except the tables, whose columns get their meaning from the queries. */
    private static List<String> rules() throws IOException {
        TreeSet<Path> files = new TreeSet<>();
        for (String folder : List.of("rules", "inventory", "crystalforge")) {
            try (Stream<Path> all = Files.list(SQL.resolve(folder))) {
                all.filter(file -> file.getFileName().toString().startsWith("R__"))
                        .forEach(files::add);
            }
        }
        files.removeIf(
                file -> file.endsWith("R__80_rules_version.sql") || file.endsWith("R__70_analyze_inventory.sql"));
        Stream.Builder<String> texts = Stream.builder();
        for (Path file : files) {
            texts.add(Files.readString(file));
        }
        return Stream.concat(texts.build(), new CrystalForgeViews(CRYSTAL_FORGE).statements().stream())
                .toList();
    }

    private static String digest(List<String> texts) throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (String text : texts) {
            String bare = text
                    // for people only
                    .replaceAll("(?m)(^|\\s)--\\s.*$", " ")
                    .replaceAll("(?s)comment on .*?';", " ")
                    // for the planner and name resolution only
                    .replaceAll("(?m)^set (search_path|enable_\\w+|jit|work_mem|join_collapse_limit) = .*$", " ")
                    .strip()
                    .replaceAll("\\s+", " ");
            digest.update(bare.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
        }
        return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
    }
}
