// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.oracle;

import dev.rollcall.schema.oracle.Inventory.Commit;
import dev.rollcall.schema.oracle.Inventory.Evaluation;
import dev.rollcall.schema.oracle.Inventory.Flake;
import dev.rollcall.schema.oracle.Inventory.Import;
import dev.rollcall.schema.oracle.Inventory.State;
import dev.rollcall.schema.oracle.Inventory.SystemRow;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Shrinks a failing inventory so that a person can work it out by hand. */
public final class Shrinker {

    private Shrinker() {}

    /** Removes rows and empties fields as long as the failure remains. */
    public static Inventory smallest(Inventory failing, Predicate<Inventory> stillFails) {
        Inventory before = failing;
        Inventory after = shrinkOnce(before, stillFails);
        // removing something late in a pass may allow removing something earlier
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

    /** Large steps first, so that the predicate, which may query a database, runs less often. */
    private static List<Inventory> oneStepSmaller(Inventory inventory) {
        return Stream.of(
                        inventory.flakes().stream().map(flake -> withoutFlake(inventory, flake)),
                        inventory.imports().stream().map(each -> withoutImport(inventory, each)),
                        inventory.systems().stream()
                                .map(row -> inventory.withSystems(without(inventory.systems(), row))),
                        inventory.commits().stream().map(commit -> withoutCommit(inventory, commit)),
                        inventory.evaluations().stream()
                                .map(row -> inventory.withEvaluations(without(inventory.evaluations(), row))),
                        inventory.states().stream().map(row -> inventory.withStates(without(inventory.states(), row))),
                        inventory.heartbeats().stream()
                                .map(row -> inventory.withHeartbeats(without(inventory.heartbeats(), row))),
                        withOneFieldEmptied(inventory))
                .flatMap(candidates -> candidates)
                .toList();
    }

    private static Inventory withoutFlake(Inventory inventory, Flake flake) {
        Inventory smaller = inventory;
        for (Commit commit : inventory.commits()) {
            smaller = commit.flakeId() == flake.id() ? withoutCommit(smaller, commit) : smaller;
        }
        List<SystemRow> systems = smaller.systems().stream()
                .map(system -> Objects.equals(system.flakeId(), flake.id()) ? withoutFlake(system) : system)
                .toList();
        return new Inventory(
                without(inventory.flakes(), flake),
                smaller.commits(),
                smaller.imports(),
                smaller.evaluations(),
                systems,
                smaller.states(),
                smaller.heartbeats());
    }

    /** Its commits remain in git; commits that no import knows lose their evaluations. */
    private static Inventory withoutImport(Inventory inventory, Import gone) {
        Inventory smaller = inventory.withImports(without(inventory.imports(), gone));
        List<Evaluation> evaluations = inventory.evaluations().stream()
                .filter(row -> row.commitId() == null
                        || RandomHistory.known(smaller.imports()).contains(row.commitId()))
                .toList();
        return smaller.withEvaluations(evaluations);
    }

    /** Its child becomes the child of its first parent. */
    private static Inventory withoutCommit(Inventory inventory, Commit gone) {
        List<Commit> commits = without(inventory.commits(), gone).stream()
                .map(commit -> Objects.equals(commit.firstParent(), gone.id())
                        ? commit.withFirstParent(gone.firstParent())
                        : commit)
                .toList();
        List<Import> imports = inventory.imports().stream()
                .map(each -> new Import(
                        each.flakeId(),
                        each.at(),
                        each.kind(),
                        each.commitIds().stream().filter(id -> id != gone.id()).toList()))
                .filter(each -> !each.commitIds().isEmpty())
                .toList();
        List<Evaluation> evaluations = inventory.evaluations().stream()
                .filter(evaluation -> !Objects.equals(evaluation.commitId(), gone.id()))
                .toList();
        return inventory.withCommits(commits).withImports(imports).withEvaluations(evaluations);
    }

    private static <T> List<T> without(List<T> rows, T gone) {
        return rows.stream().filter(each -> !each.equals(gone)).toList();
    }

    private static <T> List<T> replace(List<T> rows, T row, T replacement) {
        return rows.stream().map(each -> each.equals(row) ? replacement : each).toList();
    }

    private static Stream<Inventory> withOneFieldEmptied(Inventory inventory) {
        Stream<Inventory> byCommit = inventory.commits().stream()
                .map(commit ->
                        inventory.withCommits(replace(inventory.commits(), commit, commit.withEvaluation(null, null))));
        Stream<Inventory> byImport = inventory.imports().stream()
                .map(each -> inventory.withImports(replace(
                        inventory.imports(),
                        each,
                        new Import(each.flakeId(), each.at(), Import.Kind.FILES, each.commitIds()))));
        Stream<Inventory> bySystem = inventory.systems().stream()
                .flatMap(system -> withOneFieldEmptied(system)
                        .map(next -> inventory.withSystems(replace(inventory.systems(), system, next))));
        Stream<Inventory> byEvaluation = inventory.evaluations().stream()
                .flatMap(evaluation -> withOneFieldEmptied(evaluation)
                        .map(next -> inventory.withEvaluations(replace(inventory.evaluations(), evaluation, next))));
        Stream<Inventory> byState = inventory.states().stream()
                .flatMap(state -> withOneFieldEmptied(state)
                        .map(next -> inventory.withStates(replace(inventory.states(), state, next))));
        return Stream.of(byCommit, byImport, bySystem, byEvaluation, byState)
                .flatMap(candidates -> candidates)
                .filter(candidate -> !candidate.equals(inventory))
                .filter(Shrinker::hasUniqueEvaluations);
    }

    /** Two evaluations that differ in only one field must not both lose it. */
    private static boolean hasUniqueEvaluations(Inventory inventory) {
        long keys = inventory.evaluations().stream()
                .map(row -> Arrays.asList(
                        row.commitId(),
                        row.type(),
                        row.name(),
                        row.drvPath() != null ? row.drvPath() : Objects.requireNonNullElse(row.error(), "")))
                .distinct()
                .count();
        return keys == inventory.evaluations().size();
    }

    private static SystemRow withoutFlake(SystemRow row) {
        return new SystemRow(
                row.hostname(),
                null,
                row.environment(),
                row.owner(),
                row.active(),
                row.pinnedCommit(),
                row.held(),
                row.evaluationAlias());
    }

    private static Stream<SystemRow> withOneFieldEmptied(SystemRow row) {
        String name = row.hostname();
        Integer flake = row.flakeId();
        String environment = row.environment();
        String owner = row.owner();
        boolean active = row.active();
        String pin = row.pinnedCommit();
        boolean held = row.held();
        String alias = row.evaluationAlias();
        return Stream.of(
                withoutFlake(row),
                new SystemRow(name, flake, null, owner, active, pin, held, alias),
                new SystemRow(name, flake, environment, null, active, pin, held, alias),
                new SystemRow(name, flake, environment, owner, active, null, held, alias),
                new SystemRow(name, flake, environment, owner, active, pin, false, alias),
                new SystemRow(name, flake, environment, owner, active, pin, held, null));
    }

    private static Stream<Evaluation> withOneFieldEmptied(Evaluation row) {
        long id = row.id();
        Integer commit = row.commitId();
        String type = row.type();
        String name = row.name();
        String drv = row.drvPath();
        String path = row.storePath();
        String status = row.statusName();
        return Stream.of(
                new Evaluation(
                        id, null, type, name, drv, path, status, row.scheduledAt(), row.completedAt(), row.error()),
                new Evaluation(
                        id, commit, type, name, null, path, status, row.scheduledAt(), row.completedAt(), row.error()),
                new Evaluation(
                        id, commit, type, name, drv, null, status, row.scheduledAt(), row.completedAt(), row.error()),
                new Evaluation(id, commit, type, name, drv, path, status, null, row.completedAt(), row.error()),
                new Evaluation(id, commit, type, name, drv, path, status, row.scheduledAt(), null, row.error()),
                new Evaluation(id, commit, type, name, drv, path, status, row.scheduledAt(), row.completedAt(), null));
    }

    private static Stream<State> withOneFieldEmptied(State state) {
        return Stream.of(
                new State(state.id(), state.hostname(), state.storePath(), null, state.at(), state.rebootNeeded()),
                new State(state.id(), state.hostname(), state.storePath(), state.revision(), state.at(), null));
    }
}
