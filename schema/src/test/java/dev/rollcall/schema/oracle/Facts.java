// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.oracle;

import static java.util.Comparator.comparing;

import dev.rollcall.schema.oracle.Inventory.Commit;
import dev.rollcall.schema.oracle.Inventory.Evaluation;
import dev.rollcall.schema.oracle.Inventory.Flake;
import dev.rollcall.schema.oracle.Inventory.Heartbeat;
import dev.rollcall.schema.oracle.Inventory.State;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The facts of an inventory that count as of one instant; of the others nobody above this class can know. */
final class Facts {
    /** From the oldest to the newest; never a tie. */
    static final Comparator<Commit> BY_AGE = comparing(Commit::at).thenComparing(Commit::id);

    private final Inventory inventory;
    private final Instant asOf;
    private final List<CountedEvaluation> evaluations;

    Facts(Inventory inventory, Instant asOf) {
        this.inventory = inventory;
        this.asOf = asOf;
        this.evaluations =
                inventory.evaluations().stream().flatMap(this::ifCounted).toList();
    }

    Instant asOf() {
        return asOf;
    }

    Optional<String> flakeName(@Nullable Integer flakeId) {
        return inventory.flakes().stream()
                .filter(flake -> flakeId != null && flake.id() == flakeId)
                .map(Flake::name)
                .findFirst();
    }

    /** From the oldest to the newest; empty for no flake. */
    List<Commit> commitsOf(@Nullable Integer flakeId) {
        return visibleCommits()
                .filter(commit -> flakeId != null && commit.flakeId() == flakeId)
                .sorted(BY_AGE)
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
                .max(comparing(State::at).thenComparing(State::id));
    }

    Optional<Instant> latestHeartbeatOf(String hostname) {
        return inventory.heartbeats().stream()
                .filter(heartbeat -> heartbeat.hostname().equals(hostname))
                .map(Heartbeat::at)
                .filter(this::isRecorded)
                .max(Comparator.naturalOrder());
    }

    private Stream<Commit> visibleCommits() {
        return inventory.commits().stream().filter(commit -> isRecorded(commit.at()));
    }

    private Stream<CountedEvaluation> ifCounted(Evaluation evaluation) {
        Integer commitId = evaluation.commitId();
        if (!evaluation.type().equals("nixos") || commitId == null) {
            return Stream.empty();
        }
        return visibleCommits()
                .filter(commit -> commit.id() == commitId)
                .filter(commit -> isRecorded(countsFrom(evaluation, commit)))
                .map(commit -> new CountedEvaluation(evaluation, commit));
    }

    private static Instant countsFrom(Evaluation evaluation, Commit commit) {
        Instant completedAt = evaluation.completedAt();
        Instant scheduledAt = evaluation.scheduledAt();
        if (completedAt != null) {
            return completedAt;
        }
        return scheduledAt != null ? scheduledAt : commit.at();
    }

    private boolean isRecorded(Instant at) {
        return !at.isAfter(asOf);
    }

    /** An evaluation that counts, with its commit. */
    record CountedEvaluation(Evaluation evaluation, Commit commit) {

        boolean isFor(String evaluationName) {
            return evaluation.name().equals(evaluationName);
        }

        boolean isOf(Commit other) {
            return commit.equals(other);
        }

        boolean hasStorePath(String storePath) {
            return storePath.equals(evaluation.storePath());
        }

        EvaluationStatus status() {
            return EvaluationStatus.of(evaluation.statusName());
        }
    }
}
