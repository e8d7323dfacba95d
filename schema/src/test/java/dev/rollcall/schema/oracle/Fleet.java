// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.oracle;

import dev.rollcall.schema.oracle.Inventory.Commit;
import dev.rollcall.schema.oracle.Inventory.Evaluation;
import dev.rollcall.schema.oracle.Inventory.Flake;
import dev.rollcall.schema.oracle.Inventory.Heartbeat;
import dev.rollcall.schema.oracle.Inventory.State;
import dev.rollcall.schema.oracle.Inventory.SystemRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds an inventory by hand: times are minutes, the instant is minute 100, hashes and store paths are short. */
final class Fleet {
    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final Duration SILENT_AFTER = Duration.ofMinutes(30);

    private final List<Flake> flakes = new ArrayList<>();
    private final List<Commit> commits = new ArrayList<>();
    private final List<Evaluation> evaluations = new ArrayList<>();
    private final List<SystemRow> systems = new ArrayList<>();
    private final List<State> states = new ArrayList<>();
    private final List<Heartbeat> heartbeats = new ArrayList<>();

    /** The flake {@code infra} (1) with the commits c1, c2 and c3 at the minutes 10, 20 and 30, and a flake 2. */
    static Fleet ofThreeCommits() {
        return withoutCommits().commit("c1", 1, at(10)).commit("c2", 1, at(20)).commit("c3", 1, at(30));
    }

    static Fleet withoutCommits() {
        Fleet fleet = new Fleet();
        fleet.flakes.add(new Flake(1, "infra"));
        fleet.flakes.add(new Flake(2, "other"));
        return fleet;
    }

    static Instant at(int minute) {
        return START.plusSeconds(60L * minute);
    }

    Fleet commit(String hash, int flakeId, Instant at) {
        commits.add(new Commit(commits.size() + 1, flakeId, hash, at));
        return this;
    }

    /** A system of the flake {@code infra}. */
    Fleet system(String hostname) {
        return system(new SystemRow(hostname, 1, null, true, null, null));
    }

    Fleet pinnedSystem(String hostname, String pin) {
        return system(new SystemRow(hostname, 1, null, true, pin, null));
    }

    Fleet system(SystemRow system) {
        systems.add(system);
        return this;
    }

    /** A successful evaluation with a store path, completed at minute 40. */
    Fleet evaluated(String hash, String name, String storePath) {
        return evaluation(hash, name, "dry-run-complete", storePath, at(40));
    }

    Fleet evaluatedWithoutStorePath(String hash, String name) {
        return evaluation(hash, name, "dry-run-complete", null, at(40));
    }

    Fleet queued(String hash, String name, Instant scheduledAt) {
        evaluations.add(new Evaluation(
                evaluations.size() + 1, idOf(hash), "nixos", name, null, null, "queued", scheduledAt, null));
        return this;
    }

    Fleet evaluation(
            String hash, String name, String status, @Nullable String storePath, @Nullable Instant completedAt) {
        return evaluation("nixos", hash, name, status, storePath, completedAt);
    }

    Fleet evaluation(
            String type,
            @Nullable String hash,
            String name,
            String status,
            @Nullable String storePath,
            @Nullable Instant completedAt) {
        Integer commitId = hash == null ? null : Integer.valueOf(idOf(hash));
        evaluations.add(new Evaluation(
                evaluations.size() + 1, commitId, type, name, null, storePath, status, null, completedAt));
        return this;
    }

    /** A state at minute 50. */
    Fleet runs(String hostname, String storePath, @Nullable String revision) {
        return runs(hostname, storePath, revision, at(50));
    }

    Fleet runs(String hostname, String storePath, @Nullable String revision, Instant at) {
        states.add(new State(states.size() + 1, hostname, storePath, revision, at));
        return this;
    }

    Fleet heartbeat(String hostname, Instant at) {
        heartbeats.add(new Heartbeat(heartbeats.size() + 1, hostname, at));
        return this;
    }

    Inventory inventory() {
        return new Inventory(flakes, commits, evaluations, systems, states, heartbeats);
    }

    List<Verdict> assess(Matching matching) {
        return Oracle.assess(inventory(), at(100), matching, SILENT_AFTER);
    }

    /** The verdict by evidence on the one system there is. */
    Verdict verdict() {
        return verdict(Matching.EVIDENCE);
    }

    Verdict verdict(Matching matching) {
        List<Verdict> verdicts = assess(matching);
        if (verdicts.size() != 1) {
            throw new IllegalStateException("expected one verdict, found " + verdicts);
        }
        return verdicts.get(0);
    }

    private int idOf(String hash) {
        return commits.stream()
                .filter(commit -> commit.hash().equals(hash))
                .map(Commit::id)
                .findFirst()
                .orElseThrow();
    }
}
