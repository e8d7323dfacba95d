// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rollcall.reconciler.RollcallProgram;
import dev.rollcall.reconciler.RollcallProgram.Outcome;
import dev.rollcall.schema.NixProgram;
import dev.rollcall.schema.PostgresExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The Nix commands of docs/inventory.md on a small flake, in a separate store; skipped without Nix. */
class NixIT {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String COMMIT = "a".repeat(40);

    private static final String FLAKE = """
            {
              outputs = { self }:
                let
                  host = name: {
                    config.system.build.toplevel = derivation {
                      name = "nixos-system-${name}-25.11";
                      system = builtins.currentSystem;
                      builder = "/bin/sh";
                      args = [ "-c" "echo ${name} > $out" ];
                    };
                  };
                in
                {
                  nixosConfigurations = {
                    web = host "web";
                    "db.example.org" = host "db";
                    broken = throw "the option runners does not exist";
                  };
                };
            }
            """;

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @TempDir
    Path folder;

    private Path flake = Path.of("");

    @BeforeEach
    void writeFlake() throws Exception {
        assumeTrue(
                NixProgram.isThere("nix-instantiate", "jq"),
                "SKIPPED: there is no Nix (or no jq) on this machine, so what it prints is not tested");
        Files.createDirectory(folder.resolve("home"));
        flake = Files.createDirectory(folder.toRealPath().resolve("flake"));
        Files.writeString(flake.resolve("flake.nix"), FLAKE);
        Files.writeString(flake.resolve("evaluations.nix"), Guide.read().file("evaluations.nix"));
        POSTGRES.clear();
    }

    @Test
    void should_be_up_to_date_when_a_machine_runs_what_nix_built_from_the_printed_recipe() throws Exception {
        nix("sh", "-c", Guide.read().command("evaluate with Nix alone"));
        List<String> lines = Files.readAllLines(flake.resolve("evals.jsonl"));
        JsonNode evaluation = JSON.readTree(lines.get(2));
        String closure = nix("nix-store", "--realise", evaluation.get("drvPath").stringValue())
                .strip();

        importAll(String.join("\n", lines), closure);

        assertThat(Files.readString(Path.of(closure))).isEqualTo("web\n");
        assertThat(evaluation.get("outputs").get("out").stringValue()).isEqualTo(closure);
        assertThat(evaluation.propertyNames())
                .containsExactlyInAnyOrder("attr", "attrPath", "name", "system", "drvPath", "outputs");
        assertThat(rollcall("status", "--format", "csv").out())
                .contains("web,infra,Up to Date,runs-newest,store-path," + COMMIT)
                .contains("broken,infra,Offline,never-deployed")
                .contains("db.example.org,infra,Offline,never-deployed,," + "," + COMMIT);
        assertThat(POSTGRES.dsl()
                        .fetchValue("select error_message from inventory.derivations where derivation_name = 'broken'"))
                .isEqualTo("error: the configuration of broken throws");
    }

    /** The function of the page's --select, applied to the whole flake as nix-eval-jobs does. */
    @Test
    void should_find_a_derivation_of_each_host_when_the_flake_is_selected_from_as_the_page_does() throws Exception {
        String command = Guide.read().command("evaluate");
        String select = command.substring(command.indexOf('\'') + 1, command.lastIndexOf('\''));
        String whole = "{ outputs = (import ./flake.nix).outputs { self = null; }; inputs = { }; }";

        String types = nix(
                "nix-instantiate",
                "--eval",
                "--strict",
                "--json",
                "--expr",
                "let hosts = (" + select + ") (" + whole + "); in"
                        + " builtins.mapAttrs (name: host: host.type) (builtins.removeAttrs hosts [ \"broken\" ])");

        assertThat(JSON.readTree(types)).isEqualTo(JSON.readTree("""
                {"db.example.org": "derivation", "web": "derivation"}
                """));
    }

    /** Why the page needs --select: the values of nixosConfigurations are not derivations. */
    @Test
    void should_find_no_derivation_when_nothing_is_selected() throws Exception {
        String types = nix(
                "nix-instantiate",
                "--eval",
                "--strict",
                "--json",
                "--expr",
                "builtins.mapAttrs (name: host: host ? type) (builtins.removeAttrs ((import ./flake.nix).outputs"
                        + " { self = null; }).nixosConfigurations [ \"broken\" ])");

        assertThat(JSON.readTree(types)).isEqualTo(JSON.readTree("{\"db.example.org\": false, \"web\": false}"));
    }

    @Test
    void should_evaluate_the_branch_and_drop_older_commits_when_a_tag_has_its_name() throws Exception {
        String evaluate =
                Path.of("..", "docs", "recipes", "evaluate").toRealPath().toString();

        String heads = nix("sh", "-ec", """
                export GIT_CONFIG_GLOBAL=/dev/null
                commit() { git -c user.name=Amy -c user.email=amy@example.org commit --quiet --allow-empty -m "$1"; }
                git init --quiet --initial-branch main .
                git add flake.nix
                commit one
                git tag main
                commit two
                "$1" . main ../evals.jsonl 1
                commit three
                EVALUATE_FLAKE=infra "$1" . main ../evals.jsonl 1
                git rev-parse HEAD
                """, "sh", evaluate);

        assertThat(Files.readAllLines(folder.resolve("evals.jsonl")).stream()
                        .map(JSON::readTree)
                        .map(line -> line.get("commit").stringValue()
                                + line.at("/flake").asString("") + " "
                                + line.at("/attrPath/0").stringValue()))
                .containsExactlyElementsOf(heads.lines()
                        .map(head -> head + "infra")
                        .flatMap(head -> Stream.of(head + " broken", head + " db.example.org", head + " web"))
                        .toList());
    }

    private void importAll(String evaluations, String closure) throws IOException {
        Path inventory = Files.createDirectory(folder.resolve("inventory"));
        Map<FileKind, String> files = Map.of(
                FileKind.FLAKES,
                "{\"name\":\"infra\"}\n",
                FileKind.COMMITS,
                "{\"flake\":\"infra\",\"git_commit_hash\":\"" + COMMIT
                        + "\",\"commit_timestamp\":\"2026-11-20T09:00:00Z\"}\n",
                FileKind.SYSTEMS,
                "{\"hostname\":\"web\",\"flake\":\"infra\"}\n{\"hostname\":\"db.example.org\",\"flake\":\"infra\"}\n"
                        + "{\"hostname\":\"broken\",\"flake\":\"infra\"}\n",
                FileKind.EVALS,
                evaluations,
                FileKind.STATES,
                "{\"hostname\":\"web\",\"store_path\":\"" + closure + "\",\"timestamp\":\"2026-11-20T10:00:00Z\"}\n");
        for (Map.Entry<FileKind, String> file : files.entrySet()) {
            Files.writeString(inventory.resolve(file.getKey().fileName()), file.getValue());
        }
        Outcome taken = rollcall("import", "inventory", "--commit", COMMIT, "--at", "2026-11-20T09:05:00Z");
        assertThat(taken.exitCode()).as(taken.err()).isZero();
    }

    private Outcome rollcall(String... args) {
        return RollcallProgram.in(folder, Instant.parse("2026-11-21T00:00:00Z"))
                .on(POSTGRES.settings())
                .run(args);
    }

    private String nix(String... command) throws IOException, InterruptedException {
        return NixProgram.in(folder).run(flake, command);
    }
}
