// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.wording;

import dev.rollcall.report.model.Band;
import dev.rollcall.schema.domain.Finding;
import dev.rollcall.schema.domain.Reason;
import dev.rollcall.schema.domain.Status;
import dev.rollcall.schema.domain.SystemRow;
import dev.rollcall.schema.text.Words;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What to do about a verdict, by its reason, in the same sentence everywhere. */
public final class Advice {

    public static final String NOTHING = "Nothing to do.";

    private static final String UNHEARD =
            "Check that it is up and can report; 'rollcall retire' retires a system that no longer exists.";

    private Advice() {}

    /**
     * The advice in one or two sentences.
     *
     * @param lookalike the finding of an unregistered host that resembles the system, or null
     * @param asOf the time of the verdict
     * @return empty if there is nothing to do
     */
    public static String on(SystemRow system, @Nullable Finding lookalike, Instant asOf) {
        String advice = system.status() == Status.UP_TO_DATE && system.reboot().isNeeded()
                ? "Reboot it."
                : on(system.reason(), Matter.of(system));
        if (Band.of(system, asOf) == Band.NOT_HEARD_FROM) {
            advice = UNHEARD + (system.status() == Status.UP_TO_DATE ? "" : " Then " + decapitalised(advice));
        }
        if (lookalike == null) {
            return advice;
        }
        String probably = "A host that reports as '" + Words.visible(lookalike.subject())
                + "' is probably this machine"
                + (lookalike.detail() == null ? "" : "; it " + Words.visible(lookalike.detail()))
                + ". Correct the reported or registered name.";
        return system.reason() == Reason.NEVER_DEPLOYED ? probably : advice + " " + probably;
    }

    /** The advice for systems of one band and reason with different commits, given one example. */
    public static String inGeneral(Band band, SystemRow example) {
        return band == Band.NOT_HEARD_FROM ? UNHEARD : on(example.reason(), Matter.like(example));
    }

    private static String on(Reason reason, Matter matter) {
        String deploy = "Deploy " + matter.toDeploy();
        return switch (reason) {
            case RUNS_NEWEST, RUNS_PIN, HELD -> NOTHING;
            case EVALUATED_NEWEST ->
                "Nothing to do, as far as is known. To be sure, import evaluations with store paths, or let it report its revision.";
            case AWAITING_PIN ->
                matter.isPinKnown()
                        ? "Deploy " + matter.pinned() + ", which it is pinned to, or change the pin."
                        : "Pin it to the full hash of a commit that is on the branch of its flake and evaluates for it.";
            case AWAITING_DEPLOYMENT -> deploy + ".";
            case NOT_EVALUATED -> "Evaluate " + matter.newest() + " for it and import the evaluation.";
            case EVALUATION_PENDING -> "Wait for the evaluation of " + matter.newest() + ".";
            case EVALUATION_FAILED -> fixEvaluation(matter);
            case EVALUATION_UNRECORDED -> "Evaluate " + matter.newest() + " for it again and import the evaluation.";
            case BUILD_PENDING -> "Wait for the build of " + matter.newest() + ", then deploy it.";
            case BUILD_FAILED -> "Fix the build of " + matter.newest() + ", then deploy it.";
            case WITHDRAWN_COMMIT -> deploy + ". If the branch still has what it runs, import it from a fresh clone.";
            case OTHER_SYSTEM ->
                "Find out which machine this is: correct the reported or registered name, or " + decapitalised(deploy)
                        + " to it.";
            case OTHER_FLAKE -> "Register it with the flake that it is deployed from, or deploy it from its own.";
            case DIRTY_REVISION -> "Commit the changes and deploy them, or " + decapitalised(deploy) + ".";
            case UNRECOGNISED_REVISION ->
                "Import the commit it reports if that is on the branch of its flake, or " + decapitalised(deploy) + ".";
            case UNRECOGNISED_CLOSURE -> "Find out who built what it runs, and " + decapitalised(deploy) + ".";
            case NO_FLAKE -> "Set its flake in systems.jsonl and run 'rollcall import'.";
            case NO_COMMITS -> "Import the commits of its flake with 'rollcall import'.";
            case NO_SUCCESSFUL_EVALUATION ->
                matter.hasError()
                        ? fixEvaluation(matter)
                        : "Evaluate it and import the evaluation, or set the name its flake evaluates it under with"
                                + " 'rollcall alias add'.";
            case NEVER_DEPLOYED ->
                "Install it, or find out why it never reported; 'rollcall retire' retires a system that no longer exists.";
        };
    }

    private static String fixEvaluation(Matter matter) {
        return "Fix the configuration: " + matter.newest() + " fails to evaluate for it.";
    }

    private static String decapitalised(String sentence) {
        return sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1);
    }

    /** What the sentences mention: commits, whether the pin is on the branch, and whether an evaluation failed. */
    private record Matter(String toDeploy, String newest, String pinned, boolean isPinKnown, boolean hasError) {

        /** Without the commits, which differ between systems. */
        static Matter like(SystemRow example) {
            return new Matter(
                    "the newest evaluated commit",
                    "the newest commit",
                    "the commit",
                    example.commitsBehind() != null,
                    example.evaluationError() != null);
        }

        static Matter of(SystemRow system) {
            return new Matter(
                    toDeploy(system),
                    commit(system.newestCommit()),
                    commit(system.pinnedCommit()),
                    system.commitsBehind() != null,
                    system.evaluationError() != null);
        }

        private static String toDeploy(SystemRow system) {
            if (system.pinnedCommit() != null) {
                return commit(system.pinnedCommit()) + " (its pin)";
            }
            return system.evaluatedCommit() == null ? "a commit of its flake" : commit(system.evaluatedCommit());
        }

        private static String commit(@Nullable String commit) {
            return "commit " + (commit == null ? "(unknown)" : Words.shortCommit(commit));
        }
    }
}
