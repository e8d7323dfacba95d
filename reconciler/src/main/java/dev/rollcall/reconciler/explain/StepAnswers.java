// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.explain;

import dev.rollcall.schema.text.Words;
import org.jspecify.annotations.Nullable;

/** Formats the answers of the rules. All decisions come from the database. */
final class StepAnswers {

    private final Facts facts;

    StepAnswers(Facts facts) {
        this.facts = facts;
    }

    String answer(RuleStep step) {
        String commit = commit(step.commit());
        String flake = quoted(step.flake());
        String name = quoted(step.name());
        return switch (Because.of(step.because())) {
            case STATE -> "Yes: the latest is from " + (step.at() == null ? "an unknown time" : minute(step)) + ".";
            case NO_STATE -> "No: it has never reported one.";
            case FLAKE -> "Yes: " + flake + ".";
            case NO_FLAKE -> "No: no flake is registered for it.";
            case STORE_PATH -> "Yes: the evaluation of commit " + commit + " as " + name + " builds its store path.";
            case OTHER_NAME ->
                "Yes: nothing is evaluated under its own name, and the evaluation of commit " + commit + " as " + name
                        + " builds its store path.";
            case REVISION -> "Yes: it reports revision " + commit + ", a commit of its flake.";
            case REVISION_PREFIX -> "Yes: its revision " + revision() + " identifies commit " + commit + ".";
            case ONLY_WITHDRAWN -> "No: it is known only as a commit that is no longer on the branch.";
            case ONLY_OTHER_SYSTEM -> "No: " + flake + " builds it only for other systems.";
            case ONLY_OTHER_FLAKE -> "No: it is known only from another flake.";
            case NO_REVISION ->
                step.question() == Question.RUNNING_COMMIT
                        ? "No: no evaluation builds its store path, and it reports no revision."
                        : "No: it reports no revision.";
            case REVISION_DIRTY ->
                "No: no evaluation builds its store path, and its revision " + revision() + " is not a commit.";
            case REVISION_NO_HASH ->
                "No: no evaluation builds its store path, and its revision " + revision() + " is not a hash.";
            case REVISION_SHORT ->
                "No: no evaluation builds its store path, and its revision " + revision()
                        + " is too short to name a commit: 7 digits are needed.";
            case REVISION_AMBIGUOUS ->
                "No: no evaluation builds its store path, and its revision " + revision()
                        + " could be several commits of " + flake + ".";
            case REVISION_UNKNOWN ->
                "No: no evaluation builds its store path, and its revision " + revision() + " is not a commit of "
                        + flake + ".";
            case NOT_WITHDRAWN -> "No: what it runs matches no withdrawn commit.";
            case WITHDRAWN_CLOSURE -> "Yes: commit " + commit + " builds its store path, and " + withdrawn(step) + ".";
            case WITHDRAWN_REVISION ->
                "Yes: it reports the revision of commit " + commit + ", and " + withdrawn(step) + ".";
            case OTHER_SYSTEM -> "Yes: the evaluation of commit " + commit + " as " + name + " builds its store path.";
            case NO_OTHER_SYSTEM -> "No: " + flake + " does not build its store path for any system.";
            case OTHER_FLAKE_CLOSURE ->
                "Yes: " + flake + " builds its store path: commit " + commit + " as " + name + ".";
            case OTHER_FLAKE_REVISION -> "Yes: its revision is commit " + commit + " of " + flake + ".";
            case NO_OTHER_FLAKE -> "No: what it runs matches nothing from another flake.";
            case DIRTY -> "Yes: its revision " + revision() + " stands for uncommitted changes.";
            case NOT_DIRTY -> "No: its revision is " + revision() + ".";
            case UNRECOGNISED_REVISION ->
                "Yes: its revision " + revision() + " is a full hash that matches no known commit.";
            case NOT_WHOLE -> "No: its revision " + revision() + " is not a full hash.";
            case FLAKE_WITHOUT_COMMITS -> "No: no commits of " + flake + " are known.";
            case PATH_RECORDED ->
                "Yes: the evaluation of commit " + commit + " as " + name
                        + " records a store path, and it runs a different one.";
            case NOTHING_EVALUATED ->
                "No: no commit evaluates successfully for it, so there is no store path to compare with.";
            case PATH_NOT_RECORDED ->
                "No: the evaluation of commit " + commit + " as " + name + " records no store path to compare with.";
            case NO_COMMITS -> "No: no commits of " + flake + " are known.";
            case NO_SUCCESSFUL_EVALUATION ->
                "No: no commit of " + flake + " has a successful evaluation as " + name + ".";
            case EVALUATED -> "Yes: commit " + commit + " evaluates successfully as " + name + ".";
            case BY_NAME ->
                "Commit " + commit + ", the newest that evaluates as " + name
                        + "; matching by name checks nothing else.";
            case STANDS_IN -> "Commit " + commit + ", the newest that evaluates as " + name + ".";
            case STANDS_IN_UP_TO_PIN ->
                "Commit " + commit + ", the newest up to its pin that evaluates as " + name + ".";
            case NOTHING_BUILT_UP_TO_PIN ->
                "No: no commit up to its pin evaluates as " + name + ", so there is no store path to compare with.";
            case NOTHING_UP_TO_PIN -> "None: no commit up to its pin evaluates as " + name + ".";
        };
    }

    private String revision() {
        return quoted(facts.configurationRevision());
    }

    private static String withdrawn(RuleStep step) {
        return step.at() == null ? "it was withdrawn" : "it was withdrawn on " + minute(step);
    }

    private static String minute(RuleStep step) {
        return step.at() == null ? "" : Words.minute(step.at()) + " UTC";
    }

    static String commit(@Nullable String commit) {
        return commit == null ? "(unknown)" : Words.shortCommit(commit);
    }

    private static String quoted(@Nullable String text) {
        return text == null ? "(unknown)" : "'" + Words.visible(text) + "'";
    }
}
