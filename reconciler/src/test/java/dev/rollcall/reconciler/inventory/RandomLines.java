// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Generates lines of inventory files from a seed, with few values so that many collide. */
final class RandomLines {

    static final Instant NOW = Instant.parse("2026-02-01T00:00:00Z");

    private static final JsonMapper JSON = new JsonMapper();
    private static final int MAX_COMMITS = 9;
    private static final int HOSTS = 4;

    private final Random random;
    private final Map<FileKind, List<String>> lines = new EnumMap<>(FileKind.class);
    private final List<String> hashes = new ArrayList<>();

    RandomLines(long seed) {
        this.random = new Random(seed);
    }

    /** The lines by their kind; those of commits that evaluations name are whole. */
    Map<FileKind, List<String>> make() {
        for (int flake = 0; flake < 2; flake++) {
            add(
                    FileKind.FLAKES,
                    JSON.createObjectNode().put("name", "flake" + flake).toString());
            commits("flake" + flake);
        }
        for (int host = 0; host < HOSTS; host++) {
            add(
                    FileKind.SYSTEMS,
                    JSON.createObjectNode()
                            .put("hostname", "host" + host)
                            .put("flake", "flake" + host % 2)
                            .put("pinned", random.nextInt(5) == 0)
                            .toString());
        }
        for (int i = random.nextInt(30); i > 0; i--) {
            add(FileKind.STATES, state());
            add(FileKind.HEARTBEATS, host().put("timestamp", time()).toString());
        }
        evaluations();
        return lines;
    }

    /** A first-parent history with missing commits, few distinct dates, and some dates in the future. */
    private void commits(String flake) {
        String parent = null;
        for (int i = 1 + random.nextInt(MAX_COMMITS); i > 0; i--) {
            String hash = hash();
            boolean isMissing = random.nextInt(6) == 0;
            for (int said = isMissing ? 0 : 1 + random.nextInt(2); said > 0; said--) {
                ObjectNode line = JSON.createObjectNode()
                        .put("flake", flake)
                        .put("git_commit_hash", hash)
                        .put("commit_timestamp", random.nextInt(6) == 0 ? "2084-01-01T00:00:00Z" : time());
                if (parent != null) {
                    line.put("first_parent", parent);
                }
                if (random.nextBoolean()) {
                    line.put("subject", "s" + random.nextInt(3)).put("author", "a" + random.nextInt(3));
                }
                add(FileKind.COMMITS, line.toString());
            }
            if (!isMissing) {
                hashes.add(hash);
            }
            parent = hash;
        }
    }

    private void add(FileKind kind, String line) {
        lines.computeIfAbsent(kind, none -> new ArrayList<>()).add(line);
    }

    private String state() {
        ObjectNode line = host().put("store_path", storePath()).put("timestamp", time());
        if (random.nextBoolean() && !hashes.isEmpty()) {
            line.put("configuration_revision", hashes.get(random.nextInt(hashes.size())));
        }
        if (random.nextBoolean()) {
            line.put("change_reason", random.nextBoolean() ? "boot" : "switch");
        }
        if (random.nextBoolean()) {
            line.put("reboot_needed", random.nextBoolean()).put("booted_store_path", storePath());
        }
        return line.toString();
    }

    /** One per commit and name. */
    private void evaluations() {
        for (String hash : hashes) {
            for (int host = 0; host < HOSTS; host++) {
                if (random.nextBoolean()) {
                    add(FileKind.EVALS, evaluation(hash, "host" + host));
                }
            }
        }
    }

    private String evaluation(String hash, String name) {
        ObjectNode line =
                JSON.createObjectNode().put("commit", hash).put("attr", name).put("evaluatedAt", time());
        if (random.nextInt(4) == 0) {
            return line.put("error", "broken").toString();
        }
        String path = storePath();
        line.put("drvPath", path + ".drv");
        if (random.nextInt(4) > 0) {
            line.putObject("outputs").put("out", path);
        }
        return line.toString();
    }

    private ObjectNode host() {
        return JSON.createObjectNode().put("hostname", "host" + random.nextInt(HOSTS));
    }

    private String storePath() {
        return "/nix/store/" + "x".repeat(31) + random.nextInt(4) + "-system";
    }

    private String time() {
        return NOW.minus(Duration.ofDays(random.nextInt(6))).toString();
    }

    private String hash() {
        StringBuilder hash = new StringBuilder(40);
        while (hash.length() < 40) {
            hash.append(Character.forDigit(random.nextInt(16), 16));
        }
        return hash.toString();
    }
}
