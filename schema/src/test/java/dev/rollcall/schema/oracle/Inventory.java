// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.oracle;

import static java.util.stream.Collectors.joining;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rows of an inventory, as they would stand in the tables; immutable. Its text is for people who read a failure. */
public record Inventory(
        List<Flake> flakes,
        List<Commit> commits,
        List<Evaluation> evaluations,
        List<SystemRow> systems,
        List<State> states,
        List<Heartbeat> heartbeats) {

    public Inventory {
        flakes = List.copyOf(flakes);
        commits = List.copyOf(commits);
        evaluations = List.copyOf(evaluations);
        systems = List.copyOf(systems);
        states = List.copyOf(states);
        heartbeats = List.copyOf(heartbeats);
    }

    @Override
    public String toString() {
        return Stream.of(flakes, commits, evaluations, systems, states, heartbeats)
                .flatMap(List::stream)
                .map(row -> row + "\n")
                .collect(joining());
    }

    /** A configuration repository. */
    public record Flake(int id, String name) {
        @Override
        public String toString() {
            return "flake %d '%s'".formatted(id, name);
        }
    }

    /** A commit of a flake. */
    public record Commit(int id, int flakeId, String hash, Instant at) {
        @Override
        public String toString() {
            return "commit %d of flake %d: %s at %s".formatted(id, flakeId, hash, at);
        }
    }

    /** A row of {@code derivations}; of those, the rules look at the type {@code nixos} only. */
    public record Evaluation(
            long id,
            @Nullable Integer commitId,
            String type,
            String name,
            @Nullable String drvPath,
            @Nullable String storePath,
            String statusName,
            @Nullable Instant scheduledAt,
            @Nullable Instant completedAt) {
        @Override
        public String toString() {
            return "evaluation %d of commit %s: %s '%s' is %s, scheduled %s, completed %s, store path %s, drv path %s"
                    .formatted(id, commitId, type, name, statusName, scheduledAt, completedAt, storePath, drvPath);
        }
    }

    /** A registered machine; named so because {@link System} is taken. */
    public record SystemRow(
            String hostname,
            @Nullable Integer flakeId,
            @Nullable String environment,
            boolean active,
            @Nullable String pinnedCommit,
            @Nullable String evaluationAlias) {
        @Override
        public String toString() {
            return "system '%s' of flake %s%s, environment %s, pinned to %s, alias %s"
                    .formatted(
                            hostname, flakeId, active ? "" : " (inactive)", environment, pinnedCommit, evaluationAlias);
        }
    }

    /** What a host said it runs, and when. */
    public record State(
            long id,
            String hostname,
            String storePath,
            @Nullable String revision,
            Instant at) {
        @Override
        public String toString() {
            return "state %d of '%s' at %s: %s, revision %s".formatted(id, hostname, at, storePath, revision);
        }
    }

    /** A sign of life of a host. */
    public record Heartbeat(long id, String hostname, Instant at) {
        @Override
        public String toString() {
            return "heartbeat %d of '%s' at %s".formatted(id, hostname, at);
        }
    }
}
