// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.oracle;

import dev.rollcall.schema.oracle.Inventory.Commit;
import dev.rollcall.schema.oracle.Inventory.Evaluation;
import dev.rollcall.schema.oracle.Inventory.Flake;
import dev.rollcall.schema.oracle.Inventory.Heartbeat;
import dev.rollcall.schema.oracle.Inventory.State;
import dev.rollcall.schema.oracle.Inventory.SystemRow;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes a failing inventory so small that a person can work it out by hand. */
public final class Shrinker {

    private Shrinker() {}

    /** What is left when no row can go and no field be emptied without the failure going too. */
    public static Inventory smallest(Inventory failing, Predicate<Inventory> stillFails) {
        Inventory before = failing;
        Inventory after = shrinkOnce(before, stillFails);
        // what went late in a pass can free what had to stay early in it
        while (!after.equals(before)) {
            before = after;
            after = shrinkOnce(before, stillFails);
        }
        return after;
    }

    private static Inventory shrinkOnce(Inventory failing, Predicate<Inventory> stillFails) {
        Inventory current = failing;
        List<Inventory> candidates = oneStepSmaller(current);
        int next = 0;
        while (next < candidates.size()) {
            if (stillFails.test(candidates.get(next))) {
                current = candidates.get(next);
                candidates = oneStepSmaller(current);
            } else {
                next++;
            }
        }
        return current;
    }

    /** The big steps first, so that the predicate, which may ask a database, is asked less often. */
    private static List<Inventory> oneStepSmaller(Inventory inventory) {
        return Stream.of(
                        inventory.flakes().stream().map(flake -> withoutFlake(inventory, flake)),
                        inventory.systems().stream().map(system -> replace(inventory, system, List.of())),
                        inventory.commits().stream().map(commit -> withoutCommit(inventory, commit)),
                        inventory.evaluations().stream().map(evaluation -> replace(inventory, evaluation, List.of())),
                        inventory.states().stream().map(state -> replace(inventory, state, List.of())),
                        inventory.heartbeats().stream().map(heartbeat -> withoutHeartbeat(inventory, heartbeat)),
                        withOneFieldEmptied(inventory))
                .flatMap(candidates -> candidates)
                .toList();
    }

    private static Inventory withoutFlake(Inventory inventory, Flake flake) {
        Inventory smaller = inventory;
        for (Commit commit : inventory.commits()) {
            smaller = commit.flakeId() == flake.id() ? withoutCommit(smaller, commit) : smaller;
        }
        for (SystemRow system : inventory.systems()) {
            smaller = Objects.equals(system.flakeId(), flake.id())
                    ? replace(smaller, system, List.of(withoutFlake(system)))
                    : smaller;
        }
        return new Inventory(
                replace(inventory.flakes(), flake, List.of()),
                smaller.commits(),
                smaller.evaluations(),
                smaller.systems(),
                smaller.states(),
                smaller.heartbeats());
    }

    private static Inventory withoutCommit(Inventory inventory, Commit commit) {
        return new Inventory(
                inventory.flakes(),
                replace(inventory.commits(), commit, List.of()),
                inventory.evaluations().stream()
                        .filter(evaluation -> !Objects.equals(evaluation.commitId(), commit.id()))
                        .toList(),
                inventory.systems(),
                inventory.states(),
                inventory.heartbeats());
    }

    private static Inventory withoutHeartbeat(Inventory inventory, Heartbeat heartbeat) {
        return new Inventory(
                inventory.flakes(),
                inventory.commits(),
                inventory.evaluations(),
                inventory.systems(),
                inventory.states(),
                replace(inventory.heartbeats(), heartbeat, List.of()));
    }

    private static Inventory replace(Inventory inventory, Evaluation evaluation, List<Evaluation> replacement) {
        return new Inventory(
                inventory.flakes(),
                inventory.commits(),
                replace(inventory.evaluations(), evaluation, replacement),
                inventory.systems(),
                inventory.states(),
                inventory.heartbeats());
    }

    private static Inventory replace(Inventory inventory, SystemRow system, List<SystemRow> replacement) {
        return new Inventory(
                inventory.flakes(),
                inventory.commits(),
                inventory.evaluations(),
                replace(inventory.systems(), system, replacement),
                inventory.states(),
                inventory.heartbeats());
    }

    private static Inventory replace(Inventory inventory, State state, List<State> replacement) {
        return new Inventory(
                inventory.flakes(),
                inventory.commits(),
                inventory.evaluations(),
                inventory.systems(),
                replace(inventory.states(), state, replacement),
                inventory.heartbeats());
    }

    private static <T> List<T> replace(List<T> rows, T row, List<T> replacement) {
        return rows.stream()
                .flatMap(each -> each.equals(row) ? replacement.stream() : Stream.of(each))
                .toList();
    }

    private static Stream<Inventory> withOneFieldEmptied(Inventory inventory) {
        Stream<Inventory> bySystem = inventory.systems().stream()
                .flatMap(system -> withOneFieldEmptied(system).map(next -> replace(inventory, system, List.of(next))));
        Stream<Inventory> byEvaluation = inventory.evaluations().stream()
                .flatMap(evaluation ->
                        withOneFieldEmptied(evaluation).map(next -> replace(inventory, evaluation, List.of(next))));
        Stream<Inventory> byState = inventory.states().stream()
                .filter(state -> state.revision() != null)
                .map(state -> replace(inventory, state, List.of(withoutRevision(state))));
        return Stream.of(bySystem, byEvaluation, byState)
                .flatMap(candidates -> candidates)
                .filter(candidate -> !candidate.equals(inventory))
                .filter(Shrinker::hasUniqueEvaluations);
    }

    /** Two evaluations that differ in their commit only must not both lose it. */
    private static boolean hasUniqueEvaluations(Inventory inventory) {
        long keys = inventory.evaluations().stream()
                .map(evaluation -> evaluation.commitId() + " " + evaluation.type() + " " + evaluation.name())
                .distinct()
                .count();
        return keys == inventory.evaluations().size();
    }

    private static SystemRow withoutFlake(SystemRow system) {
        return system(system, null, system.environment(), system.pinnedCommit(), system.evaluationAlias());
    }

    private static Stream<SystemRow> withOneFieldEmptied(SystemRow system) {
        Integer flakeId = system.flakeId();
        String environment = system.environment();
        String pin = system.pinnedCommit();
        String alias = system.evaluationAlias();
        return Stream.of(
                system(system, null, environment, pin, alias),
                system(system, flakeId, null, pin, alias),
                system(system, flakeId, environment, null, alias),
                system(system, flakeId, environment, pin, null));
    }

    private static SystemRow system(
            SystemRow system,
            @Nullable Integer flakeId,
            @Nullable String environment,
            @Nullable String pin,
            @Nullable String alias) {
        return new SystemRow(system.hostname(), flakeId, environment, system.active(), pin, alias);
    }

    private static Stream<Evaluation> withOneFieldEmptied(Evaluation row) {
        Integer commitId = row.commitId();
        String drvPath = row.drvPath();
        String storePath = row.storePath();
        Instant scheduledAt = row.scheduledAt();
        Instant completedAt = row.completedAt();
        return Stream.of(
                evaluation(row, null, drvPath, storePath, scheduledAt, completedAt),
                evaluation(row, commitId, null, storePath, scheduledAt, completedAt),
                evaluation(row, commitId, drvPath, null, scheduledAt, completedAt),
                evaluation(row, commitId, drvPath, storePath, null, completedAt),
                evaluation(row, commitId, drvPath, storePath, scheduledAt, null));
    }

    private static Evaluation evaluation(
            Evaluation row,
            @Nullable Integer commitId,
            @Nullable String drvPath,
            @Nullable String storePath,
            @Nullable Instant scheduledAt,
            @Nullable Instant completedAt) {
        return new Evaluation(
                row.id(),
                commitId,
                row.type(),
                row.name(),
                drvPath,
                storePath,
                row.statusName(),
                scheduledAt,
                completedAt);
    }

    private static State withoutRevision(State state) {
        return new State(state.id(), state.hostname(), state.storePath(), null, state.at());
    }
}
