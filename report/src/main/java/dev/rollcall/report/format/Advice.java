// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.format;

import dev.rollcall.report.model.Finding;
import dev.rollcall.report.model.Reason;
import dev.rollcall.report.model.SystemRow;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a person can do about a verdict, by its reason; the same sentence wherever one is given. */
public final class Advice {

    private Advice() {}

    /**
     * The advice in a sentence or two.
     *
     * @param lookalike the finding of an unregistered host that resembles the system; null if there is none
     * @return empty for a reason that this program does not know
     */
    public static String on(SystemRow system, @Nullable Finding lookalike) {
        Optional<Reason> reason = Reason.of(system.reason());
        if (lookalike == null) {
            return reason.map(known -> on(known, system)).orElse("");
        }
        String probably = "A host that reports as '" + Words.visible(lookalike.subject())
                + "' is probably this machine"
                + (lookalike.detail() == null ? "" : "; it " + Words.visible(lookalike.detail()))
                + ". Correct the reported or the registered name.";
        return reason.filter(known -> known != Reason.NEVER_DEPLOYED)
                .map(known -> on(known, system) + " " + probably)
                .orElse(probably);
    }

    private static String on(Reason reason, SystemRow system) {
        return switch (reason) {
            case RUNS_NEWEST, RUNS_PIN, HELD -> "There is nothing to do.";
            case EVALUATED_NEWEST ->
                "There is nothing to do as far as is known; store paths of evaluations, or a reported revision, would prove it.";
            case AWAITING_PIN -> awaitingPin(system);
            case AWAITING_DEPLOYMENT -> deployEvaluated(system) + ".";
            case NOT_EVALUATED -> "Evaluate commit " + newest(system) + " for it and import the evaluation.";
            case EVALUATION_PENDING -> "Wait for the evaluation of commit " + newest(system) + ".";
            case EVALUATION_FAILED -> fixEvaluation(system);
            case EVALUATION_UNRECORDED ->
                "Evaluate commit " + newest(system) + " for it again and import the evaluation.";
            case BUILD_PENDING -> "Wait for the build of commit " + newest(system) + ", then deploy it.";
            case BUILD_FAILED -> "Fix the build of commit " + newest(system) + ", then deploy it.";
            case WITHDRAWN_COMMIT ->
                deployEvaluated(system) + ". If the branch still has what it runs, import it from a fresh clone.";
            case OTHER_SYSTEM ->
                "Find out which machine this is: correct the reported or the registered name, or "
                        + decapitalised(deployEvaluated(system)) + " to it.";
            case OTHER_FLAKE -> "Register it with the flake that it is deployed from, or deploy it from its own.";
            case DIRTY_REVISION ->
                "Commit the changes and deploy them, or " + decapitalised(deployEvaluated(system)) + ".";
            case UNRECOGNISED_REVISION ->
                "Import the commit that it reports if it is on the branch of its flake, or "
                        + decapitalised(deployEvaluated(system)) + ".";
            case UNRECOGNISED_CLOSURE ->
                "Find out who built what it runs, and " + decapitalised(deployEvaluated(system)) + ".";
            case NO_FLAKE -> "Name its flake in systems.jsonl and run 'rollcall import'.";
            case NO_COMMITS -> "Import the commits of its flake with 'rollcall import'.";
            case NO_SUCCESSFUL_EVALUATION ->
                system.evaluationError() == null
                        ? "Evaluate it and import the evaluation, or set the name that its flake evaluates it under with"
                                + " 'rollcall alias add'."
                        : fixEvaluation(system);
            case NEVER_DEPLOYED ->
                "Install it, or find out why it never reported; 'rollcall retire' retires a system that no longer exists.";
        };
    }

    private static String awaitingPin(SystemRow system) {
        if (system.commitsBehind() == null) {
            return "Pin it to the whole hash of a commit that is on the branch of its flake and evaluates for it.";
        }
        return "Deploy commit " + shown(system.pinnedCommit()) + ", which it is pinned to, or move the pin.";
    }

    private static String deployEvaluated(SystemRow system) {
        return system.evaluatedCommit() == null
                ? "Deploy a commit of its flake"
                : "Deploy commit " + shown(system.evaluatedCommit());
    }

    private static String fixEvaluation(SystemRow system) {
        return "Fix the configuration: commit " + newest(system) + " does not evaluate for it.";
    }

    private static String decapitalised(String sentence) {
        return sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1);
    }

    private static String newest(SystemRow system) {
        return shown(system.newestCommit());
    }

    private static String shown(@Nullable String commit) {
        return commit == null ? "(unknown)" : Words.visible(Words.shortCommit(commit));
    }
}
