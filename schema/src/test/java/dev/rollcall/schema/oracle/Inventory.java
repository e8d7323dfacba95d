// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.oracle;

import static java.util.stream.Collectors.joining;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The facts of a small world: commits, their imports, and the rows of the other tables; immutable. Its text is for
 * reading failures.
 */
public record Inventory(
        List<Flake> flakes,
        List<Commit> commits,
        List<Import> imports,
        List<Evaluation> evaluations,
        List<SystemRow> systems,
        List<State> states,
        List<Heartbeat> heartbeats) {

    public Inventory {
        flakes = List.copyOf(flakes);
        commits = List.copyOf(commits);
        imports = List.copyOf(imports);
        evaluations = List.copyOf(evaluations);
        systems = List.copyOf(systems);
        states = List.copyOf(states);
        heartbeats = List.copyOf(heartbeats);
    }

    /**
     * One import per flake of all commits, from files without first parents, late enough that no date is in the future.
     */
    public static List<Import> filesOf(List<Commit> commits) {
        return commits.stream()
                .map(Commit::flakeId)
                .distinct()
                .map(flakeId -> new Import(
                        flakeId,
                        Instant.parse("2999-01-01T00:00:00Z"),
                        Import.Kind.FILES,
                        commits.stream()
                                .filter(commit -> commit.flakeId() == flakeId)
                                .map(Commit::id)
                                .toList()))
                .toList();
    }

    public Inventory withCommits(List<Commit> others) {
        return new Inventory(flakes, others, imports, evaluations, systems, states, heartbeats);
    }

    public Inventory withImports(List<Import> others) {
        return new Inventory(flakes, commits, others, evaluations, systems, states, heartbeats);
    }

    public Inventory withEvaluations(List<Evaluation> others) {
        return new Inventory(flakes, commits, imports, others, systems, states, heartbeats);
    }

    public Inventory withSystems(List<SystemRow> others) {
        return new Inventory(flakes, commits, imports, evaluations, others, states, heartbeats);
    }

    public Inventory withStates(List<State> others) {
        return new Inventory(flakes, commits, imports, evaluations, systems, others, heartbeats);
    }

    public Inventory withHeartbeats(List<Heartbeat> others) {
        return new Inventory(flakes, commits, imports, evaluations, systems, states, others);
    }

    @Override
    public String toString() {
        return Stream.of(flakes, commits, imports, evaluations, systems, states, heartbeats)
                .flatMap(List::stream)
                .map(row -> row + "\n")
                .collect(joining());
    }

    public record Flake(int id, String name) {
        @Override
        public String toString() {
            return "flake %d '%s'".formatted(id, name);
        }
    }

    /**
     * A commit as git has it; only an import makes it known. The result of evaluating the whole commit is Crystal
     * Forge's.
     */
    public record Commit(
            int id,
            int flakeId,
            String hash,
            Instant at,
            @Nullable Integer firstParent,
            @Nullable String evaluationStatus,
            @Nullable String evaluationError) {

        public Commit(int id, int flakeId, String hash, Instant at) {
            this(id, flakeId, hash, at, null, null, null);
        }

        public Commit withFirstParent(@Nullable Integer other) {
            return new Commit(id, flakeId, hash, at, other, evaluationStatus, evaluationError);
        }

        public Commit withEvaluation(@Nullable String status, @Nullable String error) {
            return new Commit(id, flakeId, hash, at, firstParent, status, error);
        }

        @Override
        public String toString() {
            return "commit %d of flake %d: %s at %s, first parent %s%s"
                    .formatted(
                            id,
                            flakeId,
                            hash,
                            at,
                            firstParent,
                            evaluationStatus == null ? "" : ", evaluation " + evaluationStatus + " " + evaluationError);
        }
    }

    /** An import of commits, for a clone oldest first, known or not. */
    public record Import(int flakeId, Instant at, Kind kind, List<Integer> commitIds) {

        /** The source of the commits, which determines what is known about their first parents. */
        public enum Kind {
            /** The complete history of the branch. */
            CLONE,
            /** The end of the history, whose first commit still names its first parent. */
            SHALLOW_CLONE,
            FILES_WITH_FIRST_PARENTS,
            FILES
        }

        public Import {
            commitIds = List.copyOf(commitIds);
        }

        public boolean isOfClone() {
            return kind == Kind.CLONE || kind == Kind.SHALLOW_CLONE;
        }

        @Override
        public String toString() {
            return "import of flake %d at %s: %s %s".formatted(flakeId, at, kind, commitIds);
        }
    }

    /** A row of {@code derivations}; the rules use only the type {@code nixos}. */
    public record Evaluation(
            long id,
            @Nullable Integer commitId,
            String type,
            String name,
            @Nullable String drvPath,
            @Nullable String storePath,
            String statusName,
            @Nullable Instant scheduledAt,
            @Nullable Instant completedAt,
            @Nullable String error) {
        @Override
        public String toString() {
            return "evaluation %d of commit %s: %s '%s' is %s, scheduled %s, completed %s, store path %s, drv path %s, error %s"
                    .formatted(
                            id, commitId, type, name, statusName, scheduledAt, completedAt, storePath, drvPath, error);
        }
    }

    /** A registered machine; named differently from {@link System}. */
    public record SystemRow(
            String hostname,
            @Nullable Integer flakeId,
            @Nullable String environment,
            @Nullable String owner,
            boolean active,
            @Nullable String pinnedCommit,
            boolean held,
            @Nullable String evaluationAlias) {
        @Override
        public String toString() {
            return "system '%s' of flake %s%s, environment %s, owner %s, pinned to %s%s, alias %s"
                    .formatted(
                            hostname,
                            flakeId,
                            active ? "" : " (inactive)",
                            environment,
                            owner,
                            pinnedCommit,
                            held ? " (held)" : "",
                            evaluationAlias);
        }
    }

    /** What a host reported to run, when, and whether it needs a reboot. */
    public record State(
            long id,
            String hostname,
            String storePath,
            @Nullable String revision,
            Instant at,
            @Nullable Boolean rebootNeeded) {
        @Override
        public String toString() {
            return "state %d of '%s' at %s: %s, revision %s, reboot needed %s"
                    .formatted(id, hostname, at, storePath, revision, rebootNeeded);
        }
    }

    /** A heartbeat of a host. */
    public record Heartbeat(long id, String hostname, Instant at) {
        @Override
        public String toString() {
            return "heartbeat %d of '%s' at %s".formatted(id, hostname, at);
        }
    }
}
