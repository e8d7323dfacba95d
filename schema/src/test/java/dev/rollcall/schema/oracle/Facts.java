// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.oracle;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.maxBy;
import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.rollcall.schema.domain.Matching;
import dev.rollcall.schema.oracle.Inventory.Commit;
import dev.rollcall.schema.oracle.Inventory.Evaluation;
import dev.rollcall.schema.oracle.Inventory.Flake;
import dev.rollcall.schema.oracle.Inventory.Heartbeat;
import dev.rollcall.schema.oracle.Inventory.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The facts of an inventory that count at a point in time; no class above this one sees others. */
final class Facts {

    private final Inventory inventory;
    private final Instant asOf;
    private final Map<Integer, Branch> branches = new HashMap<>();
    /** Of all flakes, including those that have not begun. */
    private final List<Period> periods;

    private final List<CountedEvaluation> evaluations;

    Facts(Inventory inventory, Instant asOf, Matching matching) {
        this.inventory = inventory;
        this.asOf = asOf;
        inventory.flakes().forEach(flake -> branches.put(flake.id(), Branch.of(inventory, flake.id())));
        List<Period> stays = branches.values().stream()
                .flatMap(branch -> branch.periods().stream())
                .toList();
        // by name, commits are ordered by date and never withdrawn
        this.periods = matching == Matching.EVIDENCE
                ? stays
                : stays.stream()
                        .map(Period::commit)
                        .distinct()
                        .map(Period::byDate)
                        .toList();
        this.evaluations =
                inventory.evaluations().stream().flatMap(this::ifCounted).toList();
    }

    Instant asOf() {
        return asOf;
    }

    Inventory inventory() {
        return inventory;
    }

    Branch branchOf(int flakeId) {
        return Objects.requireNonNull(branches.get(flakeId));
    }

    Optional<String> flakeName(@Nullable Integer flakeId) {
        return inventory.flakes().stream()
                .filter(flake -> flakeId != null && flake.id() == flakeId)
                .map(Flake::name)
                .findFirst();
    }

    /** The branch at that time, oldest commit first; empty without a flake. */
    List<Period> branchAsOf(@Nullable Integer flakeId) {
        List<Period> branch = new ArrayList<>();
        Instant latest = Instant.MIN;
        for (Period period : periodsOf(flakeId)
                .filter(each -> each.countsAt(asOf))
                .sorted(Period.BY_AGE)
                .toList()) {
            Instant first = periodsOf(flakeId)
                    .filter(each -> each.commit().equals(period.commit()) && each.hasBegunAt(asOf))
                    .map(Period::from)
                    .min(Comparator.naturalOrder())
                    .orElseThrow();
            latest = first.isAfter(latest) ? first : latest;
            branch.add(period.datedFrom(latest));
        }
        return branch;
    }

    /** The last period of every commit that was on the branch up to that time. */
    List<Period> known(@Nullable Integer flakeId) {
        return periodsOf(flakeId)
                .filter(period -> period.hasBegunAt(asOf))
                .collect(groupingBy(Period::commit, maxBy(comparing(Period::until))))
                .values()
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    List<CountedEvaluation> evaluationsIn(@Nullable Integer flakeId) {
        return evaluations.stream()
                .filter(evaluation -> flakeId != null && evaluation.commit().flakeId() == flakeId)
                .toList();
    }

    List<CountedEvaluation> evaluationsOutside(int flakeId) {
        return evaluations.stream()
                .filter(evaluation -> evaluation.commit().flakeId() != flakeId)
                .toList();
    }

    Optional<State> latestStateOf(String hostname) {
        return inventory.states().stream()
                .filter(state -> state.hostname().equals(hostname))
                .filter(state -> isRecorded(state.at()))
                .max(comparing(State::at).thenComparing(State::storePath).thenComparing(State::id));
    }

    /** The instants at which a host reported, the newest first. */
    List<Instant> instantsOfStates(String hostname) {
        return inventory.states().stream()
                .filter(state -> state.hostname().equals(hostname))
                .map(State::at)
                .filter(this::isRecorded)
                .distinct()
                .sorted(Comparator.reverseOrder())
                .toList();
    }

    /** What the states of a host at an instant said about its reboot. */
    Set<Boolean> rebootsAt(String hostname, Instant at) {
        return inventory.states().stream()
                .filter(state -> state.hostname().equals(hostname) && state.at().equals(at))
                .map(State::rebootNeeded)
                .filter(Objects::nonNull)
                .collect(toUnmodifiableSet());
    }

    Optional<Instant> latestHeartbeatOf(String hostname) {
        return inventory.heartbeats().stream()
                .filter(heartbeat -> heartbeat.hostname().equals(hostname))
                .map(Heartbeat::at)
                .filter(this::isRecorded)
                .max(Comparator.naturalOrder());
    }

    private Stream<Period> periodsOf(@Nullable Integer flakeId) {
        return periods.stream()
                .filter(period -> flakeId != null && period.commit().flakeId() == flakeId);
    }

    private Stream<CountedEvaluation> ifCounted(Evaluation evaluation) {
        Integer commitId = evaluation.commitId();
        if (!evaluation.type().equals("nixos") || commitId == null) {
            return Stream.empty();
        }
        // the later period of a commit that returned
        return periods.stream()
                .filter(period -> period.commit().id() == commitId)
                .filter(period -> period.hasBegunAt(asOf))
                .max(comparing(Period::until))
                .map(last -> new CountedEvaluation(evaluation, last.commit(), countsFrom(evaluation, last)))
                .filter(counted -> isRecorded(counted.countsFrom()))
                .stream();
    }

    private static Instant countsFrom(Evaluation evaluation, Period stay) {
        Instant completedAt = evaluation.completedAt();
        Instant scheduledAt = evaluation.scheduledAt();
        if (completedAt != null) {
            return completedAt;
        }
        return scheduledAt != null ? scheduledAt : stay.from();
    }

    private boolean isRecorded(Instant at) {
        return !at.isAfter(asOf);
    }

    /** An evaluation that counts, with its commit, and since when. */
    record CountedEvaluation(Evaluation evaluation, Commit commit, Instant countsFrom) {

        boolean isFor(String evaluationName) {
            return evaluation.name().equals(evaluationName);
        }

        boolean isOf(Commit other) {
            return commit.id() == other.id();
        }

        boolean hasStorePath(String storePath) {
            return storePath.equals(evaluation.storePath());
        }

        boolean isSuccessful() {
            return EvaluationStatus.of(evaluation.statusName()).isSuccessful();
        }

        Outcome outcome() {
            EvaluationStatus status = EvaluationStatus.of(evaluation.statusName());
            boolean hasNoPaths = evaluation.drvPath() == null && evaluation.storePath() == null;
            return status.outcome() == Outcome.PENDING && hasNoPaths && "complete".equals(commit.evaluationStatus())
                    ? Outcome.UNRECORDED
                    : status.outcome();
        }
    }
}
