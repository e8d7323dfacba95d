// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.explain;

import static dev.rollcall.report.format.Words.shortCommit;

import dev.rollcall.reconciler.explain.Explanation.Step;
import dev.rollcall.report.format.Words;
import dev.rollcall.report.model.SystemRow;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells the rules one after the other, up to the one that fired. It decides nothing: the reason comes from the database,
 * and the facts say why the rules before it did not hold.
 */
final class RuleSteps {

    private final SystemRow verdict;
    private final Facts facts;

    private RuleSteps(SystemRow verdict, Facts facts) {
        this.verdict = verdict;
        this.facts = facts;
    }

    static List<Step> of(SystemRow verdict, Facts facts) {
        RuleSteps rules = new RuleSteps(verdict, facts);
        List<Step> steps = new ArrayList<>();
        int fired = rules.firedRule();
        for (int rule = 1; rule <= fired; rule++) {
            steps.add(new Step(rule, question(rule), rules.answer(rule, rule == fired), rule == fired));
        }
        return steps;
    }

    /** The numbers are those of the design's table; a pin is asked for between 4 and 5 and counts as 5 or 6. */
    private int firedRule() {
        return switch (verdict.reason()) {
            case "never-deployed" -> 1;
            case "other-flake" -> 2;
            case "unrecognised-closure" -> 3;
            case "no-flake", "no-commits", "no-successful-evaluation" -> 4;
            case "runs-newest", "evaluated-newest", "runs-pin" -> 5;
            default -> 6;
        };
    }

    private static String question(int rule) {
        return switch (rule) {
            case 1 -> "Has it never reported a state?";
            case 2 -> "Is what it runs known only from another flake?";
            case 3 -> "Does nothing account for what it runs?";
            case 4 -> "Is there nothing to compare?";
            case 5 -> "Is it where it should be?";
            default -> "So it is outdated.";
        };
    }

    private String answer(int rule, boolean fired) {
        return switch (rule) {
            case 1 -> fired ? "Yes: no state of this host is known." : "No: its latest state is of " + minute() + ".";
            case 2 -> otherFlake(fired);
            case 3 -> unrecognised(fired);
            case 4 -> nothingToCompare(fired);
            case 5 -> whereItShouldBe(fired);
            default -> outdated();
        };
    }

    private String minute() {
        return facts.deployedAt() == null ? "an unknown time" : Words.minute(facts.deployedAt()) + " UTC";
    }

    private String otherFlake(boolean fired) {
        if (fired) {
            return "Yes: evaluations of another flake build its store path, and none of " + flake() + " does.";
        }
        return "store-path".equals(facts.evidence())
                ? "No: its own flake, " + flake() + ", builds it."
                : "No: no other flake is known to build it.";
    }

    private String unrecognised(boolean fired) {
        if (fired) {
            return "Yes: no evaluation has its store path, " + revision()
                    + ", and its successful evaluations do record store paths, so one could have matched.";
        }
        return switch (facts.evidence()) {
            case "store-path" -> "No: the evaluation of commit " + commit(facts.running()) + " builds its store path.";
            case "revision" -> "No: the revision that it reports is the commit " + commit(facts.running()) + ".";
            default -> "No: its evaluations record no store path, so none could have matched.";
        };
    }

    private String revision() {
        return facts.configurationRevision() == null
                ? "it reports no revision"
                : "its revision '" + Words.visible(facts.configurationRevision()) + "' is no commit of " + flake();
    }

    private String nothingToCompare(boolean fired) {
        if (!fired) {
            return facts.running() != null
                    ? "No: it runs commit " + commit(facts.running()) + "."
                    : "No: nothing tells what it runs, but commit " + commit(facts.evaluated())
                            + " evaluates for it and stands in.";
        }
        return switch (verdict.reason()) {
            case "no-flake" -> "Yes: no flake is registered for it.";
            case "no-commits" -> "Yes: no commit of " + flake() + " is known.";
            default -> "Yes: no commit of " + flake() + " has a successful evaluation named '" + name() + "'.";
        };
    }

    private String whereItShouldBe(boolean fired) {
        String target = facts.pinnedCommit() != null
                ? "the commit it is pinned to, " + Words.visible(shortCommit(facts.pinnedCommit()))
                : "the newest commit, " + commit(facts.newest());
        if (!fired) {
            return facts.running() != null
                    ? "No: it does not run " + target + "."
                    : "No: its newest evaluation, which stands in, is not " + target + ".";
        }
        String sameClosure = facts.pinnedCommit() == null && "store-path".equals(facts.evidence())
                ? " (A commit that changes nothing for a system builds the same closure.)"
                : "";
        return (facts.running() != null ? "Yes: it runs " : "Yes: its newest evaluation, which stands in, is ") + target
                + "." + sameClosure;
    }

    private String outdated() {
        return switch (verdict.reason()) {
            case "awaiting-pin" -> "It is to be brought to its pin, " + distance() + ".";
            case "not-evaluated" ->
                "The newest commit, " + commit(facts.newest()) + ", is not evaluated for it; " + distance() + ".";
            case "evaluation-pending" ->
                "The evaluation of the newest commit, " + commit(facts.newest()) + ", has not finished; " + distance()
                        + ".";
            case "evaluation-failed" ->
                "The newest commit, " + commit(facts.newest()) + ", fails to evaluate for it; " + distance() + ".";
            default ->
                "Commit " + commit(facts.evaluated()) + " evaluates for it and is not deployed; " + distance() + ".";
        };
    }

    private String distance() {
        if (verdict.commitsBehind() == null) {
            return "how far it is from there can't be said";
        }
        return verdict.behindSince() == null
                ? "no commit up to there is newer than what it runs"
                : "it is " + Words.count(verdict.commitsBehind(), "commit", "commits") + " behind, since "
                        + Words.minute(verdict.behindSince()) + " UTC";
    }

    private String flake() {
        return facts.flake() == null ? "its flake" : "'" + Words.visible(facts.flake()) + "'";
    }

    private String name() {
        return Words.visible(facts.alias() == null ? verdict.hostname() : facts.alias());
    }

    private static String commit(@Nullable CommitPoint commit) {
        return commit == null ? "that is not known" : Words.visible(shortCommit(commit.hash()));
    }
}
