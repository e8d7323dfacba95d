// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.oracle;

import static dev.rollcall.schema.oracle.Oracle.BY_CODE_POINT;

import dev.rollcall.schema.oracle.Facts.CountedEvaluation;
import dev.rollcall.schema.oracle.Inventory.Commit;
import dev.rollcall.schema.oracle.Inventory.State;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is known about the commit that a system of a flake runs. */
final class Evidence {

    private final Facts facts;
    private final int flakeId;
    private final State state;
    private final String evaluationName;
    private final List<Period> known;
    private final List<Period> branch;
    private final List<CountedEvaluation> evaluations;
    /** The evaluations whose closure it is, and those that count as evidence: the system's own, and others only if it has none. */
    private final List<CountedEvaluation> ofClosure;

    private final List<CountedEvaluation> matching;
    private final boolean hasOwnEvaluations;

    Evidence(Facts facts, int flakeId, String evaluationName, State state) {
        this.facts = facts;
        this.flakeId = flakeId;
        this.state = state;
        this.evaluationName = evaluationName;
        this.known = facts.known(flakeId);
        this.branch = facts.branchAsOf(flakeId);
        this.evaluations = facts.evaluationsIn(flakeId);
        this.hasOwnEvaluations = evaluations.stream().anyMatch(this::isOwn);
        this.ofClosure = evaluations.stream().filter(this::isClosure).toList();
        this.matching = ofClosure.stream()
                .filter(evaluation -> !hasOwnEvaluations || isOwn(evaluation))
                .toList();
    }

    /** Among the commits on the branch. */
    Optional<Period> running() {
        Stream<Period> candidates = isStorePathKnown() ? closureOf(branch) : revisionOf(branch).stream();
        return candidates.max(Period.BY_AGE);
    }

    /** If {@link #running} is empty: the newest withdrawn commit that it may run. */
    Optional<Period> withdrawn() {
        Stream<Period> candidates = isStorePathKnown() ? closureOf(known) : revisionOf(known).stream();
        return running().isPresent() ? Optional.empty() : candidates.max(Period.BY_AGE);
    }

    String basis() {
        if (running().isEmpty() && withdrawn().isEmpty()) {
            return "name";
        }
        return isStorePathKnown() ? "store-path" : "revision";
    }

    boolean isOfOtherSystem() {
        return hasOwnEvaluations && ofClosure.stream().noneMatch(this::isOwn) && !ofClosure.isEmpty();
    }

    boolean isOfOtherFlake() {
        return isStorePathKnown()
                ? ofClosure.isEmpty()
                : !revision().beginsOneOf(known)
                        && facts.inventory().flakes().stream()
                                .filter(flake -> flake.id() != flakeId)
                                .anyMatch(flake -> revision()
                                        .namesOneOf(facts.known(flake.id()))
                                        .isPresent());
    }

    boolean isDirty() {
        return !isStorePathKnown() && revision().isDirty();
    }

    boolean isUnrecognisedRevision() {
        return !isStorePathKnown()
                && revision().isWholeHash()
                && revision().namesOneOf(known).isEmpty()
                && !known.isEmpty();
    }

    /** Whether a commit builds what runs. */
    boolean isClosureOf(Commit commit) {
        return matching.stream().anyMatch(evaluation -> evaluation.isOf(commit));
    }

    /** The name for looking up the newest commit's evaluation: that of the closure if the system has no evaluations. */
    String askedName() {
        Optional<Commit> closure = running().or(this::withdrawn).map(Period::commit);
        return matchedName(closure).filter(any -> !hasOwnEvaluations).orElse(evaluationName);
    }

    private Optional<String> matchedName(Optional<Commit> closure) {
        return matching.stream()
                .filter(evaluation -> closure.filter(evaluation::isOf).isPresent())
                .map(evaluation -> evaluation.evaluation().name())
                .min(BY_CODE_POINT);
    }

    private boolean isStorePathKnown() {
        return !ofClosure.isEmpty()
                || facts.evaluationsOutside(flakeId).stream().anyMatch(this::isClosure);
    }

    private Stream<Period> closureOf(List<Period> commits) {
        return commits.stream().filter(period -> isClosureOf(period.commit()));
    }

    /** Known commits that are not on the branch make a prefix ambiguous too. */
    private Optional<Period> revisionOf(List<Period> commits) {
        return revision()
                .namesOneOf(known)
                .flatMap(named -> commits.stream()
                        .filter(period -> period.commit().equals(named.commit()))
                        .findFirst());
    }

    private Revision revision() {
        return Revision.of(state.revision());
    }

    private boolean isOwn(CountedEvaluation evaluation) {
        return evaluation.isFor(evaluationName);
    }

    private boolean isClosure(CountedEvaluation evaluation) {
        return evaluation.hasStorePath(state.storePath());
    }
}
