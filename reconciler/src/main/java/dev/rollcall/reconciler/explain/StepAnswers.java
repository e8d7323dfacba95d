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
            case STATE -> "Yes: the latest is of " + (step.at() == null ? "an unknown time" : minute(step)) + ".";
            case NO_STATE -> "No: no state of this host is known.";
            case FLAKE -> "Yes: " + flake + ".";
            case NO_FLAKE -> "No: no flake is registered for it.";
            case STORE_PATH -> "Yes: the evaluation of commit " + commit + " as " + name + " builds its store path.";
            case OTHER_NAME ->
                "Yes: nothing is evaluated under its own name, and the evaluation of commit " + commit + " as " + name
                        + " builds its store path.";
            case REVISION -> "Yes: the revision that it reports is commit " + commit + ".";
            case REVISION_PREFIX -> "Yes: its revision " + revision() + " names one commit only, " + commit + ".";
            case ONLY_WITHDRAWN -> "No: it is known only as a commit that is no longer on the branch.";
            case ONLY_OTHER_SYSTEM -> "No: " + flake + " builds it only for other systems.";
            case ONLY_OTHER_FLAKE -> "No: only another flake accounts for it.";
            case NO_REVISION ->
                step.question() == Question.RUNNING_COMMIT
                        ? "No: no evaluation builds its store path, and it reports no revision."
                        : "No: it reports no revision.";
            case REVISION_DIRTY ->
                "No: no evaluation builds its store path, and its revision " + revision() + " is no commit.";
            case REVISION_NO_HASH ->
                "No: no evaluation builds its store path, and its revision " + revision() + " is not a hash.";
            case REVISION_SHORT ->
                "No: no evaluation builds its store path, and its revision " + revision()
                        + " is too short to name a commit: 7 digits are needed.";
            case REVISION_AMBIGUOUS ->
                "No: no evaluation builds its store path, and its revision " + revision()
                        + " could be several commits of " + flake + ".";
            case REVISION_UNKNOWN ->
                "No: no evaluation builds its store path, and its revision " + revision() + " is no commit of " + flake
                        + ".";
            case NOT_WITHDRAWN -> "No: no withdrawn commit accounts for what it runs.";
            case WITHDRAWN_CLOSURE -> "Yes: commit " + commit + " builds its store path, and " + withdrawn(step) + ".";
            case WITHDRAWN_REVISION ->
                "Yes: it reports the revision of commit " + commit + ", and " + withdrawn(step) + ".";
            case OTHER_SYSTEM -> "Yes: the evaluation of commit " + commit + " as " + name + " builds its store path.";
            case NO_OTHER_SYSTEM -> "No: " + flake + " builds its store path for no system.";
            case OTHER_FLAKE_CLOSURE ->
                "Yes: " + flake + " builds its store path: commit " + commit + " as " + name + ".";
            case OTHER_FLAKE_REVISION -> "Yes: its revision is commit " + commit + " of " + flake + ".";
            case NO_OTHER_FLAKE -> "No: no other flake accounts for it.";
            case DIRTY -> "Yes: its revision " + revision() + " ends in -dirty.";
            case NOT_DIRTY -> "No: its revision is " + revision() + ".";
            case UNRECOGNISED_REVISION ->
                "Yes: its revision " + revision() + " is a whole hash, and no known commit has it.";
            case NOT_WHOLE -> "No: its revision " + revision() + " is not a whole hash.";
            case FLAKE_WITHOUT_COMMITS -> "No: no commit of " + flake + " is known at all.";
            case PATH_RECORDED ->
                "Yes: the evaluation of commit " + commit + " as " + name
                        + " records a store path, and its own is another.";
            case NOTHING_EVALUATED -> "No: nothing evaluates successfully for it, so nothing could have matched.";
            case PATH_NOT_RECORDED ->
                "No: the evaluation of commit " + commit + " as " + name
                        + " records no store path that could have matched.";
            case NO_COMMITS -> "No: no commit of " + flake + " is known.";
            case NO_SUCCESSFUL_EVALUATION ->
                "No: no commit of " + flake + " has a successful evaluation as " + name + ".";
            case EVALUATED -> "Yes: commit " + commit + " evaluates successfully as " + name + ".";
            case BY_NAME ->
                "Commit " + commit + ", the newest that evaluates as " + name + "; matching by name asks for no more.";
            case STANDS_IN -> "Commit " + commit + ", the newest that evaluates as " + name + ".";
            case STANDS_IN_UP_TO_PIN ->
                "Commit " + commit + ", the newest up to its pin that evaluates as " + name + ".";
            case NOTHING_BUILT_UP_TO_PIN ->
                "No: no commit up to its pin evaluates as " + name + ", so nothing could have matched.";
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

    private static String commit(@Nullable String commit) {
        return commit == null ? "(unknown)" : Words.visible(Words.shortCommit(commit));
    }

    private static String quoted(@Nullable String text) {
        return text == null ? "(unknown)" : "'" + Words.visible(text) + "'";
    }
}
