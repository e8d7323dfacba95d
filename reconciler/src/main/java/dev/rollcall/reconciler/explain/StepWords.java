// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.explain;

import dev.rollcall.reconciler.explain.Explanation.Step;
import dev.rollcall.schema.domain.SystemRow;
import java.util.ArrayList;
import java.util.List;

/** Formats the steps of a decision; the last one decides. */
final class StepWords {

    private final StepAnswers answers;
    private final TargetAnswer target;

    StepWords(SystemRow verdict, Facts facts) {
        this.answers = new StepAnswers(facts);
        this.target = new TargetAnswer(verdict, facts);
    }

    List<Step> of(List<RuleStep> steps) {
        List<Step> worded = new ArrayList<>();
        for (RuleStep step : steps) {
            worded.add(new Step(
                    step.rule(),
                    step.question().sentence(),
                    step.question() == Question.TARGET ? target.answer(step) : answers.answer(step),
                    step.because(),
                    worded.size() == steps.size() - 1));
        }
        return worded;
    }
}
