// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.oracle;

import static java.util.Comparator.comparing;

import dev.rollcall.schema.domain.Matching;
import dev.rollcall.schema.oracle.Facts.CountedEvaluation;
import dev.rollcall.schema.oracle.Inventory.Commit;
import dev.rollcall.schema.oracle.Inventory.Evaluation;
import dev.rollcall.schema.oracle.Inventory.State;
import dev.rollcall.schema.oracle.Inventory.SystemRow;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Applies the rules to one system, in the order of DESIGN.md. */
final class Assessment {
    private final Facts facts;
    private final SystemRow system;
    private final Matching matching;
    private final String evaluationName;
    private final Optional<State> state;
    /** The branch of the system's flake, oldest commit first. */
    private final List<Period> branch;

    private final List<CountedEvaluation> evaluations;
    private final List<CountedEvaluation> successful;
    private final Optional<Evidence> evidence;

    Assessment(Facts facts, SystemRow system, Matching matching) {
        this.facts = facts;
        this.system = system;
        this.matching = matching;
        this.evaluationName = Objects.requireNonNullElse(system.evaluationAlias(), system.hostname());
        this.state = facts.latestStateOf(system.hostname());
        this.branch = facts.branchAsOf(system.flakeId());
        this.evaluations = facts.evaluationsIn(system.flakeId());
        this.successful = evaluations.stream()
                .filter(evaluation -> evaluation.isFor(evaluationName))
                .filter(CountedEvaluation::isSuccessful)
                .toList();
        this.evidence = Optional.ofNullable(system.flakeId())
                .filter(any -> matching == Matching.EVIDENCE)
                .flatMap(flake -> state.map(what -> new Evidence(facts, flake, evaluationName, what)));
    }

    Verdict verdict(Duration silentAfter) {
        Ruling ruling = ruling();
        boolean isMeasured = ruling.isMeasured();
        boolean isUpToDate = ruling.status().equals("Up to Date");
        return new Verdict(
                system.hostname(),
                facts.flakeName(system.flakeId()).orElse(null),
                ruling.status(),
                ruling.reason(),
                isMeasured ? evidence.map(Evidence::basis).orElse("name") : null,
                isMeasured ? hashOf(running().or(this::withdrawn)) : null,
                hashOf(evaluated()),
                hashOf(newest()),
                ruling.commitsBehind(),
                ruling.behindSince(),
                state.map(State::at).orElse(null),
                lastSeen().orElse(null),
                isSilent(silentAfter),
                state.map(State::storePath).orElse(null),
                system.environment(),
                system.owner(),
                matching == Matching.EVIDENCE ? system.pinnedCommit() : null,
                evaluationName.equals(system.hostname()) ? null : evaluationName,
                isUpToDate ? null : evaluationError().orElse(null),
                state.map(State::rebootNeeded).orElse(null),
                rebootNeededSince().orElse(null));
    }

    private Ruling ruling() {
        if (state.isEmpty()) {
            return Ruling.offline("never-deployed"); // 1
        }
        if (system.flakeId() == null) {
            return Ruling.unknownState("no-flake"); // 2
        }
        if (running().isPresent()) {
            return rulingOn(running().get()); // 3
        }
        if (withdrawn().isPresent()) {
            return Ruling.outdated(
                    "withdrawn-commit", newerThanWithdrawn(withdrawn().get())); // 4
        }
        if (evidence.filter(Evidence::isOfOtherSystem).isPresent()) {
            return Ruling.unknownState("other-system"); // 5
        }
        if (evidence.filter(Evidence::isOfOtherFlake).isPresent()) {
            return Ruling.unknownState("other-flake"); // 6
        }
        if (evidence.filter(Evidence::isDirty).isPresent()) {
            return Ruling.unknownState("dirty-revision"); // 7
        }
        if (evidence.filter(Evidence::isUnrecognisedRevision).isPresent()) {
            return Ruling.unknownState("unrecognised-revision"); // 8
        }
        if (matching == Matching.EVIDENCE && evaluatedRecordsStorePaths()) {
            return Ruling.unknownState("unrecognised-closure"); // 9
        }
        if (evaluated().isEmpty()) {
            return Ruling.unknownState(branch.isEmpty() ? "no-commits" : "no-successful-evaluation"); // 10
        }
        return rulingByName(evaluated().get()); // 11
    }

    private Ruling rulingOn(Period running) {
        String pin = system.pinnedCommit();
        if (pin != null) {
            Optional<Period> pinned = onBranch(pin);
            return pinned.filter(commit -> runs(running, commit)).isPresent()
                    ? Ruling.upToDate("runs-pin")
                    : rulingByPin(pinned, Optional.of(running));
        }
        return system.held() ? Ruling.upToDate("held") : rulingByNewest("runs-newest", running);
    }

    private Ruling rulingByName(Period evaluated) {
        String pin = system.pinnedCommit();
        if (matching == Matching.EVIDENCE && pin != null) {
            Optional<Period> pinned = onBranch(pin);
            Optional<Period> standIn = pinned.flatMap(this::newestEvaluatedUpTo);
            return pinned.isPresent() && pinned.equals(standIn)
                    ? Ruling.upToDate("runs-pin")
                    : rulingByPin(pinned, standIn);
        }
        return matching == Matching.EVIDENCE && system.held()
                ? Ruling.upToDate("held")
                : rulingByNewest("evaluated-newest", evaluated);
    }

    /** By store path, a system runs every commit that builds what it runs. */
    private boolean runs(Period running, Period commit) {
        return evidence.filter(known -> known.basis().equals("store-path"))
                .map(known -> known.isClosureOf(commit.commit()))
                .orElse(running.equals(commit));
    }

    private static Ruling awaitingPin(List<Period> behind) {
        return Ruling.outdated("awaiting-pin", behind);
    }

    private Ruling rulingByPin(Optional<Period> pinned, Optional<Period> compared) {
        return pinned.isEmpty() || compared.isEmpty()
                ? Ruling.outdatedByUnknownDistance("awaiting-pin")
                : awaitingPin(newerThan(compared.get()).stream()
                        .filter(commit -> !isNewer(commit, pinned.get()))
                        .toList());
    }

    private Ruling rulingByNewest(String reasonOfNewest, Period compared) {
        return newest().filter(compared::equals).isPresent()
                ? Ruling.upToDate(reasonOfNewest)
                : Ruling.outdated(reasonOfOutdated(compared), newerThan(compared));
    }

    private String reasonOfOutdated(Period compared) {
        return evaluated().filter(evaluated -> isNewer(evaluated, compared)).isPresent()
                ? "awaiting-deployment"
                : outcomeOfNewest().reasonOfOutdated();
    }

    private List<Period> newerThan(Period compared) {
        return branch.stream().filter(commit -> isNewer(commit, compared)).toList();
    }

    /** Newer than the last commit shared with the branch, else by effective time. */
    private List<Period> newerThanWithdrawn(Period withdrawn) {
        Branch history = facts.branchOf(withdrawn.commit().flakeId());
        Optional<Integer> older = history.firstParentOf(withdrawn.commit().id());
        while (older.isPresent()) {
            int id = older.get();
            Optional<Period> shared =
                    branch.stream().filter(period -> period.commit().id() == id).findFirst();
            if (shared.isPresent()) {
                return newerThan(shared.get());
            }
            older = history.firstParentOf(id);
        }
        return branch.stream()
                .filter(commit -> commit.from().isAfter(withdrawn.from()))
                .toList();
    }

    private static boolean isNewer(Period commit, Period other) {
        return Period.BY_AGE.compare(commit, other) > 0;
    }

    private boolean evaluatedRecordsStorePaths() {
        return evaluatedUpToPin()
                .filter(evaluated -> successful.stream()
                        .filter(evaluation -> evaluation.isOf(evaluated.commit()))
                        .allMatch(evaluation -> evaluation.evaluation().storePath() != null))
                .isPresent();
    }

    /** A pin replaces the newest commit, so later evaluations don't count. */
    private Optional<Period> evaluatedUpToPin() {
        Optional<Period> pinned = Optional.ofNullable(system.pinnedCommit()).flatMap(this::onBranch);
        return pinned.isPresent() ? pinned.flatMap(this::newestEvaluatedUpTo) : evaluated();
    }

    private Outcome outcomeOfNewest() {
        return ofNewest()
                .map(CountedEvaluation::outcome)
                .min(Comparator.naturalOrder())
                .orElseGet(() ->
                        newest().map(newest -> outcomeOfAll(newest.commit())).orElse(Outcome.NONE));
    }

    /** The outcome of a whole commit's evaluation for a host without a row. */
    private static Outcome outcomeOfAll(Commit commit) {
        String status = Objects.requireNonNullElse(commit.evaluationStatus(), "complete");
        return switch (status) {
            case "complete", "cancelled" -> Outcome.NONE;
            case "failed" -> Outcome.FAILED;
            default -> Outcome.PENDING;
        };
    }

    private Optional<String> evaluationError() {
        if (!outcomeOfNewest().isFailure()) {
            return Optional.empty();
        }
        if (ofNewest().findAny().isEmpty()) {
            return newest().map(newest -> newest.commit().evaluationError());
        }
        return ofNewest()
                .filter(evaluation -> evaluation.outcome() == outcomeOfNewest())
                .filter(evaluation -> evaluation.evaluation().error() != null)
                .max(comparing(CountedEvaluation::countsFrom)
                        .thenComparing(
                                evaluation -> Objects.requireNonNull(
                                        evaluation.evaluation().error()),
                                Oracle.BY_CODE_POINT.reversed()))
                .map(CountedEvaluation::evaluation)
                .map(Evaluation::error);
    }

    private Stream<CountedEvaluation> ofNewest() {
        String asked = evidence.map(Evidence::askedName).orElse(evaluationName);
        return evaluations.stream()
                .filter(evaluation -> evaluation.isFor(asked))
                .filter(evaluation ->
                        newest().map(Period::commit).filter(evaluation::isOf).isPresent());
    }

    private Optional<Period> running() {
        return evidence.flatMap(Evidence::running);
    }

    private Optional<Period> withdrawn() {
        return evidence.flatMap(Evidence::withdrawn);
    }

    private Optional<Period> newest() {
        return branch.stream().max(Period.BY_AGE);
    }

    private Optional<Period> evaluated() {
        return branch.stream()
                .filter(commit -> successful.stream().anyMatch(evaluation -> evaluation.isOf(commit.commit())))
                .max(Period.BY_AGE);
    }

    private Optional<Period> newestEvaluatedUpTo(Period pinned) {
        return branch.stream()
                .filter(commit -> !isNewer(commit, pinned))
                .filter(commit -> successful.stream().anyMatch(evaluation -> evaluation.isOf(commit.commit())))
                .max(Period.BY_AGE);
    }

    private Optional<Period> onBranch(String hash) {
        return branch.stream()
                .filter(period -> period.commit().hash().equalsIgnoreCase(hash))
                .findFirst();
    }

    private Optional<Instant> lastSeen() {
        return Stream.of(state.map(State::at), facts.latestHeartbeatOf(system.hostname()))
                .flatMap(Optional::stream)
                .max(Instant::compareTo);
    }

    private boolean isSilent(Duration silentAfter) {
        return facts.latestHeartbeatOf(system.hostname())
                .filter(heartbeat -> heartbeat.isBefore(facts.asOf().minus(silentAfter)))
                .isPresent();
    }

    /** Back from the newest state, instant by instant, to the first at which a state said no. */
    private Optional<Instant> rebootNeededSince() {
        if (state.map(State::rebootNeeded).filter(needed -> needed).isEmpty()) {
            return Optional.empty();
        }
        Instant since = state.get().at();
        for (Instant at : facts.instantsOfStates(system.hostname())) {
            if (facts.rebootsAt(system.hostname(), at).contains(false)) {
                break;
            }
            since = facts.rebootsAt(system.hostname(), at).contains(true) ? at : since;
        }
        return Optional.of(since);
    }

    private static @Nullable String hashOf(Optional<Period> period) {
        return period.map(each -> each.commit().hash()).orElse(null);
    }
}
