// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.explain;

import dev.rollcall.report.format.Words;
import dev.rollcall.report.model.SystemRow;
import org.jspecify.annotations.Nullable;

/** What a person can do about a verdict, by its reason. */
final class Advice {

    private Advice() {}

    static String on(SystemRow verdict, Facts facts) {
        return switch (verdict.reason()) {
            case "runs-newest", "evaluated-newest", "runs-pin" -> "Nothing is to be done.";
            case "awaiting-deployment" -> "Deploy commit " + commit(facts.evaluated()) + ".";
            case "awaiting-pin" -> "Deploy the commit that it is pinned to, or move the pin.";
            case "not-evaluated" -> "Evaluate commit " + commit(facts.newest()) + " for it and import the evaluation.";
            case "evaluation-pending" -> "Wait for the evaluation of commit " + commit(facts.newest()) + ".";
            case "evaluation-failed" ->
                "Mend the configuration; commit " + commit(facts.newest()) + " does not evaluate for it.";
            case "other-flake" -> "Register it with the flake that it is deployed from, or deploy it from its own.";
            case "unrecognised-closure" -> "Find out who built what it runs, and deploy a commit of its flake.";
            case "no-flake" -> "Name its flake in systems.jsonl and run 'rollcall import'.";
            case "no-commits" -> "Import the commits of its flake with 'rollcall import'.";
            case "no-successful-evaluation" ->
                "Evaluate it, or say with 'rollcall alias add' under which name its flake" + " evaluates it.";
            default -> "Install it, or see why it never reported; a system that is gone can be set inactive.";
        };
    }

    private static String commit(@Nullable CommitPoint commit) {
        return commit == null ? "that is newest" : Words.visible(Words.shortCommit(commit.hash()));
    }
}
