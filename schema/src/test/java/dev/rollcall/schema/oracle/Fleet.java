// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.oracle;

import dev.rollcall.schema.domain.Matching;
import dev.rollcall.schema.oracle.Inventory.Commit;
import dev.rollcall.schema.oracle.Inventory.Evaluation;
import dev.rollcall.schema.oracle.Inventory.Flake;
import dev.rollcall.schema.oracle.Inventory.Heartbeat;
import dev.rollcall.schema.oracle.Inventory.Import;
import dev.rollcall.schema.oracle.Inventory.State;
import dev.rollcall.schema.oracle.Inventory.SystemRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Builds an inventory by hand: times are minutes, the assessment is at minute 100, store paths are short, and a
 * commit's hash is its name padded to 40 digits, which verdicts remove again.
 */
final class Fleet {
    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final Duration SILENT_AFTER = Duration.ofMinutes(30);

    private final List<Flake> flakes = new ArrayList<>();
    private final List<Commit> commits = new ArrayList<>();
    private final List<Import> imports = new ArrayList<>();
    private final List<Evaluation> evaluations = new ArrayList<>();
    private final List<SystemRow> systems = new ArrayList<>();
    private final List<State> states = new ArrayList<>();
    private final List<Heartbeat> heartbeats = new ArrayList<>();

    /** The flake {@code infra} (1) with commits c1, c2 and c3 at minutes 10, 20 and 30, and a flake 2. */
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
        return commit(hash, flakeId, at, null);
    }

    /** A commit after another one. */
    Fleet commit(String hash, int flakeId, Instant at, @Nullable String firstParent) {
        Integer parent = firstParent == null ? null : Integer.valueOf(idOf(firstParent));
        commits.add(new Commit(commits.size() + 1, flakeId, hash(hash), at, parent, null, null));
        return this;
    }

    /** Sets the result of evaluating a whole commit. */
    Fleet commitEvaluated(String hash, String status, @Nullable String error) {
        commits.replaceAll(each -> each.hash().equals(hash(hash)) ? each.withEvaluation(status, error) : each);
        return this;
    }

    /** An import of commits of the flake {@code infra}; without any, all commits came from files. */
    Fleet imported(Import.Kind kind, int minute, String... hashes) {
        imports.add(new Import(
                1, at(minute), kind, Arrays.stream(hashes).map(this::idOf).toList()));
        return this;
    }

    static String hash(String name) {
        return (name + "0".repeat(40)).substring(0, 40);
    }

    /** A system of the flake {@code infra}. */
    Fleet system(String hostname) {
        return system(new SystemRow(hostname, 1, null, null, true, null, false, null));
    }

    Fleet pinnedSystem(String hostname, String pin) {
        return system(new SystemRow(hostname, 1, null, null, true, hash(pin), false, null));
    }

    Fleet heldSystem(String hostname) {
        return system(new SystemRow(hostname, 1, null, null, true, null, true, null));
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
                evaluations.size() + 1, idOf(hash), "nixos", name, null, null, "queued", scheduledAt, null, null));
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
                evaluations.size() + 1, commitId, type, name, null, storePath, status, null, completedAt, null));
        return this;
    }

    /** An evaluation that failed at a minute, with its text. */
    Fleet failed(String hash, String name, int minute, @Nullable String error) {
        return failed(hash, name, "dry-run-failed", minute, error);
    }

    Fleet failed(String hash, String name, String status, int minute, @Nullable String error) {
        evaluations.add(new Evaluation(
                evaluations.size() + 1, idOf(hash), "nixos", name, null, null, status, null, at(minute), error));
        return this;
    }

    /** A state at minute 50. */
    Fleet runs(String hostname, String storePath, @Nullable String revision) {
        return runs(hostname, storePath, revision, at(50));
    }

    /** The revision is the name of a commit, or literal text. */
    Fleet runs(String hostname, String storePath, @Nullable String revision, Instant at) {
        String reported = revision != null && revision.matches("[a-f][0-9]") ? hash(revision) : revision;
        states.add(new State(states.size() + 1, hostname, storePath, reported, at, null));
        return this;
    }

    Fleet heartbeat(String hostname, Instant at) {
        heartbeats.add(new Heartbeat(heartbeats.size() + 1, hostname, at));
        return this;
    }

    Inventory inventory() {
        List<Import> all = imports.isEmpty() ? Inventory.filesOf(commits) : imports;
        return new Inventory(flakes, commits, all, evaluations, systems, states, heartbeats);
    }

    List<Verdict> assess(Matching matching) {
        return assess(matching, at(100));
    }

    List<Verdict> assess(Matching matching, Instant asOf) {
        return Oracle.assess(inventory(), asOf, matching, SILENT_AFTER).stream()
                .map(Fleet::withNamesOfCommits)
                .toList();
    }

    Verdict verdictAt(int minute) {
        List<Verdict> verdicts = assess(Matching.EVIDENCE, at(minute));
        return verdicts.get(verdicts.size() - 1);
    }

    private static Verdict withNamesOfCommits(Verdict verdict) {
        return new Verdict(
                verdict.hostname(),
                verdict.flake(),
                verdict.status(),
                verdict.reason(),
                verdict.basis(),
                name(verdict.runningCommit()),
                name(verdict.evaluatedCommit()),
                name(verdict.newestCommit()),
                verdict.commitsBehind(),
                verdict.behindSince(),
                verdict.deployedAt(),
                verdict.lastSeenAt(),
                verdict.silent(),
                verdict.storePath(),
                verdict.environment(),
                verdict.owner(),
                name(verdict.pinnedCommit()),
                verdict.alias(),
                verdict.evaluationError(),
                verdict.rebootNeeded(),
                verdict.rebootNeededSince());
    }

    private static @Nullable String name(@Nullable String hash) {
        return hash == null ? null : hash.replaceAll("0{30,}$", "");
    }

    /** The verdict by evidence on the only system. */
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
                .filter(commit -> commit.hash().equals(hash(hash)))
                .map(Commit::id)
                .findFirst()
                .orElseThrow();
    }
}
