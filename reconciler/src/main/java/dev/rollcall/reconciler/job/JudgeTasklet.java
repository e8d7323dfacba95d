// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.job;

import dev.rollcall.reconciler.gate.SnapshotGate;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** Evaluates the gate's policy before the report is rendered. */
final class JudgeTasklet implements Tasklet {

    private final SnapshotGate gate;

    JudgeTasklet(SnapshotGate gate) {
        this.gate = gate;
    }

    @Override
    public @Nullable RepeatStatus execute(StepContribution contribution, ChunkContext chunk) {
        gate.judge(JobProgress.of(chunk).snapshotId());
        return RepeatStatus.FINISHED;
    }
}
