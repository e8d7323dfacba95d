// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.explain;

import static dev.rollcall.reconciler.explain.StepAnswers.commit;

import dev.rollcall.schema.domain.Basis;
import dev.rollcall.schema.domain.Reason;
import dev.rollcall.schema.domain.SystemRow;
import dev.rollcall.schema.text.Words;

/** Formats whether a system is where it should be, by the reason of its verdict. */
final class TargetAnswer {

    private final SystemRow verdict;
    private final Facts facts;

    TargetAnswer(SystemRow verdict, Facts facts) {
        this.verdict = verdict;
        this.facts = facts;
    }

    String answer(RuleStep step) {
        String newest = "the newest commit, " + commit(verdict.newestCommit()) + ",";
        return switch (Reason.of(step.because())) {
            case RUNS_NEWEST ->
                "Yes: " + commit(verdict.newestCommit()) + " is the newest commit."
                        + (verdict.basis() == Basis.STORE_PATH
                                ? " (A commit that changes nothing for a system builds the same closure.)"
                                : "");
            case EVALUATED_NEWEST -> "Yes: " + commit(verdict.newestCommit()) + " is the newest commit.";
            case RUNS_PIN -> "Yes: " + commit(verdict.pinnedCommit()) + " is the commit it is pinned to.";
            case HELD -> "Yes: it is held, which means pinned without a commit, so that it stays on what it runs.";
            case AWAITING_PIN -> awaitingPin();
            case AWAITING_DEPLOYMENT ->
                "No: commit "
                        + commit(verdict.evaluatedCommit() == null ? verdict.newestCommit() : verdict.evaluatedCommit())
                        + " is evaluated for it but not deployed; " + distance() + ".";
            case NOT_EVALUATED -> "No: " + newest + " has not been evaluated for it; " + distance() + ".";
            case EVALUATION_PENDING -> "No: the evaluation of " + newest + " has not finished; " + distance() + ".";
            case EVALUATION_FAILED -> "No: the evaluation of " + newest + " fails for it; " + distance() + ".";
            case EVALUATION_UNRECORDED ->
                "No: " + newest + " was evaluated, but what it builds for this system was not recorded; " + distance()
                        + ".";
            case BUILD_PENDING ->
                "No: " + newest + " is evaluated for it, but its build has not finished; " + distance() + ".";
            case BUILD_FAILED -> "No: " + newest + " is evaluated for it, but its build failed; " + distance() + ".";
            case WITHDRAWN_COMMIT,
                    OTHER_SYSTEM,
                    OTHER_FLAKE,
                    DIRTY_REVISION,
                    UNRECOGNISED_REVISION,
                    UNRECOGNISED_CLOSURE,
                    NO_FLAKE,
                    NO_COMMITS,
                    NO_SUCCESSFUL_EVALUATION,
                    NEVER_DEPLOYED ->
                throw new IllegalStateException("'" + step.because() + "' is decided before any target is asked for");
        };
    }

    private String awaitingPin() {
        String pin = "the commit it is pinned to, " + commit(verdict.pinnedCommit()) + ",";
        if (facts.pinPosition() == null) {
            return "No: " + pin + " is not on the branch of its flake.";
        }
        Integer behind = verdict.commitsBehind();
        if (behind != null && behind == 0) {
            return "No: it should run " + pin + " but runs a newer one.";
        }
        return "No: it does not run " + pin + " yet; " + distance() + ".";
    }

    private String distance() {
        if (verdict.commitsBehind() == null) {
            return "it is an unknown number of commits behind";
        }
        return "it is " + Words.count(verdict.commitsBehind(), "commit", "commits") + " behind"
                + (verdict.behindSince() == null ? "" : ", since " + Words.minute(verdict.behindSince()) + " UTC");
    }
}
