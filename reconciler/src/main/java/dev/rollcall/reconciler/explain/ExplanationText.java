// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.explain;

import dev.rollcall.report.model.Bounded;
import dev.rollcall.report.wording.ErrorText;
import dev.rollcall.schema.domain.Basis;
import dev.rollcall.schema.domain.FindingKind;
import dev.rollcall.schema.domain.Reboot;
import dev.rollcall.schema.domain.SystemRow;
import dev.rollcall.schema.text.Words;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An explanation as text for a terminal. */
public final class ExplanationText {

    private static final int MAX_ERROR_LINES = 25;

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
        text.error();
        text.findings();
        text.steps();
        out.println();
        out.println("What to do: " + explanation.advice());
    }

    private void headline() {
        SystemRow verdict = explanation.verdict();
        out.println(verdict.status().symbol() + " " + shown(verdict.hostname()) + " is "
                + verdict.status().displayName() + ": " + verdict.reason() + (verdict.silent() ? ", silent" : "")
                + (verdict.reboot().isNeeded() ? ", reboot needed" : ""));
        out.println("  " + explanation.meaning());
        out.println("  As of " + explanation.asOf() + ", matching by " + explanation.matching()
                + (verdict.basis() == null ? "" : "; basis: " + basis(verdict.basis())) + ".");
        explanation.findings().stream()
                .map(FoundProblem::finding)
                .filter(finding -> finding.kind() == FindingKind.STALE_INVENTORY)
                .forEach(finding -> out.println("  The inventory is stale ("
                        + shown(String.valueOf(finding.detail()))
                        + "): this status may be out of date."));
    }

    private void facts() {
        SystemRow verdict = explanation.verdict();
        Facts facts = explanation.facts();
        out.println();
        out.println("Facts");
        fact("flake", facts.flake());
        fact("environment", verdict.environment());
        fact("owner", verdict.owner());
        fact("evaluated as", evaluatedAs(facts));
        fact(
                "pinned to",
                verdict.pinnedCommit() == null && facts.isHeld() ? "what it runs (held)" : verdict.pinnedCommit());
        fact("latest state", time(verdict.deployedAt()));
        fact("last heartbeat", time(facts.heartbeatAt()));
        fact("runs", verdict.storePath());
        fact("booted with", facts.bootedStorePath());
        fact("booted", time(verdict.reboot().bootedAt()));
        fact("reboot", verdict.deployedAt() == null ? null : reboot(verdict.reboot()));
        fact("reported revision", facts.configurationRevision());
        fact("running commit", commit(facts.running()) + (facts.isWithdrawn() ? ", withdrawn" : ""), facts.running());
        fact("evaluated commit", commit(facts.evaluated()), facts.evaluated());
        fact("newest commit", commit(facts.newest()), facts.newest());
        fact("behind", behind(verdict));
    }

    private void matched() {
        if (explanation.verdict().storePath() == null) {
            return;
        }
        Bounded<MatchedEvaluation> matched = explanation.matched();
        out.println();
        out.println(
                matched.total() == 0
                        ? "No evaluation builds what it runs."
                        : "Evaluations that build what it runs: " + Words.count(matched.total()));
        for (MatchedEvaluation evaluation : matched.shown()) {
            out.println(
                    "  " + Words.shortCommit(evaluation.commit()) + " of " + Words.minute(evaluation.commitAt()) + "  "
                            + shown(evaluation.flake()) + "  " + shown(evaluation.name())
                            + (evaluation.isWithdrawn() ? "  withdrawn" : ""));
        }
        leftOut(matched.leftOut());
    }

    private void newer() {
        List<CommitPoint> newer = explanation.newer();
        Integer behind = explanation.verdict().commitsBehind();
        if (newer.isEmpty() || behind == null) {
            return;
        }
        out.println();
        out.println("Commits it does not run, newest first in branch order");
        for (CommitPoint commit : newer) {
            Instant since = commit.countsFrom() == null ? commit.at() : commit.countsFrom();
            out.println(("  " + Words.shortCommit(commit.hash()) + " of " + Words.minute(since) + "  "
                            + (commit.evaluation() == null ? "" : commit.evaluation() + "  ")
                            + (Boolean.TRUE.equals(commit.leavesAlone()) ? "(builds the same)  " : "")
                            + (commit.subject() == null ? "" : shown(commit.subject()))
                            + (commit.author() == null ? "" : " (" + shown(commit.author()) + ")"))
                    .stripTrailing());
        }
        leftOut(behind - newer.size());
        if (explanation.comparison() != null) {
            out.println("  " + explanation.comparison());
        }
    }

    private void error() {
        String error = explanation.facts().evaluationError();
        if (error == null) {
            return;
        }
        Bounded<String> lines = ErrorText.firstLines(error, MAX_ERROR_LINES);
        out.println();
        out.println("The evaluation of the newest commit fails: " + ErrorText.headline(error));
        if (lines.total() > 1) {
            lines.shown().forEach(line -> out.println("  | " + line));
        }
        if (lines.leftOut() > 0) {
            out.println("  and " + Words.count(lines.leftOut(), "more line", "more lines")
                    + " (--format json has the whole text)");
        }
    }

    private void findings() {
        if (!explanation.findings().isEmpty()) {
            out.println();
            out.println("Findings ('rollcall doctor' shows how to fix them)");
            explanation.findings().forEach(finding -> out.println("  " + shown(finding.sentence())));
        }
    }

    private void steps() {
        out.println();
        out.println("Rule by rule");
        for (Explanation.Step step : explanation.steps()) {
            out.printf(Locale.ROOT, "%s %2d %s%n", step.decides() ? "→" : " ", step.rule(), step.question());
            out.println("       " + step.answer());
        }
    }

    private void leftOut(int number) {
        if (number > 0) {
            out.println("  and " + Words.count(number) + " more");
        }
    }

    private void fact(String name, @Nullable String value) {
        fact(name, value == null ? "" : value, value);
    }

    private void fact(String name, String value, @Nullable Object known) {
        if (known != null) {
            out.printf("  %-17s %s%n", name, shown(value));
        }
    }

    private static @Nullable String evaluatedAs(Facts facts) {
        if (facts.matchedName() != null) {
            return facts.matchedName() + " (the name that what it runs is built under)";
        }
        return facts.alias() == null ? null : facts.alias() + " (an alias)";
    }

    private @Nullable String time(@Nullable Instant time) {
        return time == null ? null : Words.minute(time) + " UTC (" + Words.age(time, explanation.asOf()) + " earlier)";
    }

    private String reboot(Reboot reboot) {
        if (!reboot.isCollected()) {
            return "not collected";
        }
        return reboot.isNeeded() ? "needed since " + time(reboot.neededSince()) : "not needed";
    }

    private String commit(@Nullable CommitPoint commit) {
        return commit == null
                ? ""
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

    private static String basis(Basis basis) {
        return switch (basis) {
            case STORE_PATH -> "its store path";
            case REVISION -> "the revision it reports";
            case NAME -> "its name only; the evaluated commit stands in for what it runs";
        };
    }

    private static String shown(String text) {
        return Words.visible(text);
    }
}
