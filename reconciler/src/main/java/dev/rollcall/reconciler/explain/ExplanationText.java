// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.explain;

import dev.rollcall.report.format.Words;
import dev.rollcall.report.model.SystemRow;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An explanation for a person at a terminal. */
public final class ExplanationText {

    private final PrintWriter out;
    private final Explanation explanation;

    private ExplanationText(PrintWriter out, Explanation explanation) {
        this.out = out;
        this.explanation = explanation;
    }

    public static void write(PrintWriter out, Explanation explanation) {
        ExplanationText text = new ExplanationText(out, explanation);
        text.headline();
        text.facts();
        text.matched();
        text.newer();
        text.findings();
        text.steps();
        out.println();
        out.println("What to do: " + explanation.advice());
    }

    private void headline() {
        SystemRow verdict = explanation.verdict();
        out.println(verdict.status().symbol() + " " + shown(verdict.hostname()) + " is "
                + verdict.status().displayName() + ": " + verdict.reason() + (verdict.silent() ? ", silent" : ""));
        out.println("  " + explanation.meaning());
        out.println("  As of " + explanation.asOf() + ", matching by " + explanation.matching()
                + (verdict.basis() == null ? "" : "; what it runs is known by its " + basis(verdict.basis())) + ".");
    }

    private void facts() {
        SystemRow verdict = explanation.verdict();
        Facts facts = explanation.facts();
        out.println();
        out.println("What is known");
        fact("flake", facts.flake());
        fact("environment", facts.environment());
        fact("evaluated as", facts.alias() == null ? null : facts.alias() + " (an alias)");
        fact("pinned to", facts.pinnedCommit());
        fact("latest state", time(facts.deployedAt()));
        fact("last heartbeat", time(facts.heartbeatAt()));
        fact("runs", facts.storePath());
        fact("says revision", facts.configurationRevision());
        fact("running commit", commit(facts.running()));
        fact("evaluated commit", commit(facts.evaluated()));
        fact("newest commit", commit(facts.newest()));
        fact("behind", behind(verdict));
    }

    private void matched() {
        if (explanation.facts().storePath() == null) {
            return;
        }
        List<MatchedEvaluation> matched = explanation.matched();
        out.println();
        out.println(
                matched.isEmpty()
                        ? "No evaluation builds what it runs."
                        : "Evaluations that build what it runs: " + explanation.matchedInAll());
        for (MatchedEvaluation evaluation : matched) {
            out.println("  " + shortCommit(evaluation.commit()) + " of " + Words.minute(evaluation.commitAt()) + "  "
                    + shown(evaluation.flake()) + "  " + shown(evaluation.name()) + "  " + evaluation.status());
        }
        leftOut(explanation.matchedInAll() - matched.size());
    }

    private void newer() {
        List<CommitPoint> newer = explanation.newer();
        Integer behind = explanation.verdict().commitsBehind();
        if (newer.isEmpty() || behind == null) {
            return;
        }
        out.println();
        out.println("Commits that it does not run");
        for (CommitPoint commit : newer) {
            out.println("  " + shortCommit(commit.hash()) + " of " + Words.minute(commit.at()) + "  "
                    + (commit.evaluation() == null ? "" : shown(commit.evaluation())));
        }
        leftOut(behind - newer.size());
    }

    private void findings() {
        if (!explanation.findings().isEmpty()) {
            out.println();
            out.println("Findings ('rollcall doctor' says what mends them)");
            explanation.findings().forEach(finding -> out.println("  " + shown(finding)));
        }
    }

    private void steps() {
        out.println();
        out.println("Rule by rule");
        for (Explanation.Step step : explanation.steps()) {
            out.println((step.fired() ? "→ " : "  ") + step.rule() + " " + step.question());
            out.println("      " + step.answer());
        }
    }

    private void leftOut(int number) {
        if (number > 0) {
            out.println("  and " + Words.count(number) + " more");
        }
    }

    private void fact(String name, @Nullable String value) {
        if (value != null) {
            out.printf("  %-17s %s%n", name, shown(value));
        }
    }

    private @Nullable String time(@Nullable Instant time) {
        return time == null ? null : Words.minute(time) + " UTC (" + Words.age(time, explanation.asOf()) + " before)";
    }

    private @Nullable String commit(@Nullable CommitPoint commit) {
        return commit == null
                ? null
                : Words.shortCommit(commit.hash()) + " of " + time(commit.at())
                        + (commit.evaluation() == null ? "" : ", evaluation: " + commit.evaluation());
    }

    private @Nullable String behind(SystemRow verdict) {
        if (verdict.commitsBehind() == null) {
            return null;
        }
        return Words.count(verdict.commitsBehind(), "commit", "commits")
                + (verdict.behindSince() == null ? "" : ", since " + time(verdict.behindSince()));
    }

    private static String basis(String basis) {
        return switch (basis) {
            case "store-path" -> "store path";
            case "revision" -> "configuration revision";
            default -> "name only: the evaluated commit stands in";
        };
    }

    private static String shortCommit(String commit) {
        return shown(Words.shortCommit(commit));
    }

    private static String shown(String text) {
        return Words.visible(text);
    }
}
