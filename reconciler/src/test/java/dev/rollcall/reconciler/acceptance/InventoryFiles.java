// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.acceptance;

import dev.rollcall.schema.oracle.Inventory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads inventory files for the oracle, independently of the import: ids are line numbers. */
final class InventoryFiles {

    private static final JsonMapper JSON = new JsonMapper();

    private final Path folder;
    private final Map<String, Integer> flakeIds = new HashMap<>();
    private final Map<String, Integer> commitIds = new HashMap<>();

    private InventoryFiles(Path folder) {
        this.folder = folder;
    }

    static Inventory read(Path folder) throws IOException {
        InventoryFiles files = new InventoryFiles(folder);
        // the order matters: later files refer to earlier ones
        List<Inventory.Flake> flakes = files.flakes();
        List<Inventory.Commit> commits = files.commits();
        return new Inventory(
                flakes,
                commits,
                Inventory.filesOf(commits),
                files.evaluations(),
                files.systems(),
                files.states(),
                List.of());
    }

    private List<Inventory.Flake> flakes() throws IOException {
        List<Inventory.Flake> flakes = new ArrayList<>();
        for (JsonNode line : lines("flakes.jsonl")) {
            flakes.add(new Inventory.Flake(flakes.size() + 1, text(line, "name")));
            flakeIds.put(text(line, "name"), flakes.size());
        }
        return flakes;
    }

    private List<Inventory.Commit> commits() throws IOException {
        List<Inventory.Commit> commits = new ArrayList<>();
        for (JsonNode line : lines("commits.jsonl")) {
            String hash = text(line, "git_commit_hash");
            commits.add(new Inventory.Commit(
                    commits.size() + 1,
                    Objects.requireNonNull(flakeIds.get(text(line, "flake"))),
                    hash,
                    time(line, "commit_timestamp")));
            commitIds.put(hash, commits.size());
        }
        return commits;
    }

    private List<Inventory.Evaluation> evaluations() throws IOException {
        List<Inventory.Evaluation> evaluations = new ArrayList<>();
        for (JsonNode line : lines("evals.jsonl")) {
            JsonNode attrPath = line.get("attrPath");
            evaluations.add(new Inventory.Evaluation(
                    evaluations.size() + 1,
                    commitIds.get(text(line, "commit")),
                    "nixos",
                    attrPath.get(attrPath.size() - 1).stringValue(),
                    textOrNull(line, "drvPath"),
                    line.has("outputs") ? textOrNull(line.get("outputs"), "out") : null,
                    line.has("error") ? "dry-run-failed" : "dry-run-complete",
                    null,
                    time(line, "evaluatedAt"),
                    textOrNull(line, "error")));
        }
        return evaluations;
    }

    private List<Inventory.SystemRow> systems() throws IOException {
        List<Inventory.SystemRow> systems = new ArrayList<>();
        for (JsonNode line : lines("systems.jsonl")) {
            systems.add(new Inventory.SystemRow(
                    text(line, "hostname"),
                    flakeIds.get(text(line, "flake")),
                    textOrNull(line, "environment"),
                    textOrNull(line, "owner"),
                    !line.has("is_active") || line.get("is_active").booleanValue(),
                    null,
                    false,
                    null));
        }
        return systems;
    }

    private List<Inventory.State> states() throws IOException {
        List<Inventory.State> states = new ArrayList<>();
        for (JsonNode line : lines("states.jsonl")) {
            states.add(new Inventory.State(
                    states.size() + 1,
                    text(line, "hostname"),
                    text(line, "store_path"),
                    textOrNull(line, "configuration_revision"),
                    time(line, "timestamp"),
                    line.hasNonNull("reboot_needed") ? line.get("reboot_needed").booleanValue() : null));
        }
        return states;
    }

    private List<JsonNode> lines(String file) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve(file))) {
            if (!line.isBlank()) {
                lines.add(JSON.readTree(line));
            }
        }
        return lines;
    }

    private static String text(JsonNode line, String key) {
        return line.get(key).stringValue();
    }

    private static @Nullable String textOrNull(JsonNode line, String key) {
        return line.has(key) && !line.get(key).isNull() ? line.get(key).stringValue() : null;
    }

    private static Instant time(JsonNode line, String key) {
        return Instant.parse(text(line, key));
    }
}
