// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.oracle;

import static dev.rollcall.schema.oracle.Facts.BY_AGE;

import dev.rollcall.schema.oracle.Facts.CountedEvaluation;
import dev.rollcall.schema.oracle.Inventory.Commit;
import dev.rollcall.schema.oracle.Inventory.State;
import dev.rollcall.schema.oracle.Inventory.SystemRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rules applied to one system, in the order of DESIGN.md. */
final class Assessment {
    private final Facts facts;
    private final SystemRow system;
    private final Matching matching;
    private final String evaluationName;
    /** Of the system's flake, as all commits and evaluations here; the oldest first. */
    private final List<Commit> commits;

    private final List<CountedEvaluation> evaluations;

    Assessment(Facts facts, SystemRow system, Matching matching) {
        this.facts = facts;
        this.system = system;
        this.matching = matching;
        this.evaluationName = Objects.requireNonNullElse(system.evaluationAlias(), system.hostname());
        this.commits = facts.commitsOf(system.flakeId());
        this.evaluations = facts.evaluationsIn(system.flakeId());
    }

    Verdict verdict(Duration silentAfter) {
        Optional<State> state = facts.latestStateOf(system.hostname());
        Ruling ruling = state.map(this::rulingOn).orElseGet(() -> Ruling.offline("never-deployed"));
        Optional<State> measured = state.filter(any -> ruling.isMeasured());
        return new Verdict(
                system.hostname(),
                facts.flakeName(system.flakeId()).orElse(null),
                ruling.status(),
                ruling.reason(),
                measured.map(this::basis).orElse(null),
                hashOf(measured.flatMap(this::runningCommit)),
                hashOf(evaluatedCommit()),
                hashOf(newestCommit()),
                ruling.commitsBehind(),
                ruling.behindSince(),
                state.map(State::at).orElse(null),
                lastSeen(state).orElse(null),
                isSilent(silentAfter),
                state.map(State::storePath).orElse(null),
                system.environment());
    }

    private Ruling rulingOn(State state) {
        if (usesEvidence() && isKnownOnlyFromAnotherFlake(state)) {
            return Ruling.unknownState("other-flake");
        }
        if (usesEvidence() && isUnrecognisedClosure(state)) {
            return Ruling.unknownState("unrecognised-closure");
        }
        Optional<Commit> compared = runningCommit(state).or(this::evaluatedCommit);
        if (compared.isEmpty()) {
            return Ruling.unknownState(reasonOfNothingToCompare());
        }
        String pin = system.pinnedCommit();
        return usesEvidence() && pin != null ? rulingByPin(state, pin) : rulingByNewest(state, compared.orElseThrow());
    }

    private boolean usesEvidence() {
        return matching == Matching.EVIDENCE;
    }

    private boolean isKnownOnlyFromAnotherFlake(State state) {
        Integer ownFlake = system.flakeId();
        return ownFlake != null
                && evaluations.stream().noneMatch(evaluation -> evaluation.hasStorePath(state.storePath()))
                && facts.evaluationsOutside(ownFlake).stream()
                        .anyMatch(evaluation -> evaluation.hasStorePath(state.storePath()));
    }

    private boolean isUnrecognisedClosure(State state) {
        return system.flakeId() != null
                && evaluations.stream().noneMatch(evaluation -> evaluation.hasStorePath(state.storePath()))
                && commitByRevision(state).isEmpty()
                && successfulEvaluations()
                        .anyMatch(evaluation -> evaluation.evaluation().storePath() != null);
    }

    private String reasonOfNothingToCompare() {
        if (system.flakeId() == null) {
            return "no-flake";
        }
        return commits.isEmpty() ? "no-commits" : "no-successful-evaluation";
    }

    private Ruling rulingByNewest(State state, Commit compared) {
        if (newestCommit().filter(compared::equals).isPresent()) {
            return Ruling.upToDate(runningCommit(state).isPresent() ? "runs-newest" : "evaluated-newest");
        }
        return Ruling.outdated(reasonOfOutdated(compared), commitsNewerThan(compared));
    }

    private String reasonOfOutdated(Commit compared) {
        if (evaluatedCommit().filter(evaluated -> isNewer(evaluated, compared)).isPresent()) {
            return "awaiting-deployment";
        }
        Optional<EvaluationStatus> status = evaluationOfNewestCommit().map(CountedEvaluation::status);
        if (status.isEmpty()) {
            return "not-evaluated";
        }
        if (status.filter(EvaluationStatus::isUnfinished).isPresent()) {
            return "evaluation-pending";
        }
        return status.filter(EvaluationStatus::isFailed).isPresent() ? "evaluation-failed" : "awaiting-deployment";
    }

    private Ruling rulingByPin(State state, String hash) {
        Optional<Commit> pin = commitNamed(hash);
        Optional<Commit> compared = runningCommit(state).or(() -> pin.flatMap(this::standInForPinned));
        if (pin.isEmpty() || compared.isEmpty()) {
            return Ruling.outdatedByUnknownDistance("awaiting-pin");
        }
        if (runsPin(state, pin.get())) {
            return Ruling.upToDate("runs-pin");
        }
        List<Commit> behind = commitsNewerThan(compared.get()).stream()
                .filter(commit -> !isNewer(commit, pin.get()))
                .toList();
        return Ruling.outdated("awaiting-pin", behind);
    }

    private boolean runsPin(State state, Commit pin) {
        return switch (basis(state)) {
            case "store-path" ->
                evaluations.stream()
                        .anyMatch(evaluation -> evaluation.isOf(pin) && evaluation.hasStorePath(state.storePath()));
            case "revision" -> commitByRevision(state).filter(pin::equals).isPresent();
            default -> standInForPinned(pin).filter(pin::equals).isPresent();
        };
    }

    private Optional<Commit> standInForPinned(Commit pin) {
        return successfulEvaluations()
                .map(CountedEvaluation::commit)
                .filter(commit -> !isNewer(commit, pin))
                .max(BY_AGE);
    }

    private String basis(State state) {
        if (usesEvidence() && commitByStorePath(state).isPresent()) {
            return "store-path";
        }
        return usesEvidence() && commitByRevision(state).isPresent() ? "revision" : "name";
    }

    /** Empty where the basis is the name: the evaluated commit then stands in, but nothing says that it runs. */
    private Optional<Commit> runningCommit(State state) {
        return usesEvidence() ? commitByStorePath(state).or(() -> commitByRevision(state)) : Optional.empty();
    }

    private Optional<Commit> commitByStorePath(State state) {
        return evaluations.stream()
                .filter(evaluation -> evaluation.hasStorePath(state.storePath()))
                .map(CountedEvaluation::commit)
                .max(BY_AGE);
    }

    private Optional<Commit> commitByRevision(State state) {
        return commitNamed(state.revision());
    }

    private Optional<Commit> commitNamed(@Nullable String hash) {
        return commits.stream().filter(commit -> commit.hash().equals(hash)).findFirst();
    }

    private Optional<Commit> newestCommit() {
        return commits.stream().max(BY_AGE);
    }

    private Optional<Commit> evaluatedCommit() {
        return successfulEvaluations().map(CountedEvaluation::commit).max(BY_AGE);
    }

    private Stream<CountedEvaluation> successfulEvaluations() {
        return evaluations.stream()
                .filter(evaluation -> evaluation.isFor(evaluationName))
                .filter(evaluation -> evaluation.status().isSuccessful());
    }

    private Optional<CountedEvaluation> evaluationOfNewestCommit() {
        return evaluations.stream()
                .filter(evaluation -> evaluation.isFor(evaluationName))
                .filter(evaluation -> newestCommit().filter(evaluation::isOf).isPresent())
                .findFirst();
    }

    private List<Commit> commitsNewerThan(Commit compared) {
        return commits.stream().filter(commit -> isNewer(commit, compared)).toList();
    }

    private static boolean isNewer(Commit commit, Commit other) {
        return BY_AGE.compare(commit, other) > 0;
    }

    private Optional<Instant> lastSeen(Optional<State> state) {
        return Stream.of(state.map(State::at), facts.latestHeartbeatOf(system.hostname()))
                .flatMap(Optional::stream)
                .max(Instant::compareTo);
    }

    private boolean isSilent(Duration silentAfter) {
        return facts.latestHeartbeatOf(system.hostname())
                .filter(heartbeat -> heartbeat.isBefore(facts.asOf().minus(silentAfter)))
                .isPresent();
    }

    private static @Nullable String hashOf(Optional<Commit> commit) {
        return commit.map(Commit::hash).orElse(null);
    }
}
