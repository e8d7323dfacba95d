// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.job;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** Writes the report of the published snapshot into the archive, if there is one. */
final class RenderReportTasklet implements Tasklet {

    private final ReportArchive archive;

    RenderReportTasklet(ReportArchive archive) {
        this.archive = archive;
    }

    @Override
    public @Nullable RepeatStatus execute(StepContribution contribution, ChunkContext chunk) {
        JobProgress progress = JobProgress.of(chunk);
        Path folder = progress.request().archive();
        if (folder != null) {
            archive.render(progress.snapshotId(), folder);
        }
        return RepeatStatus.FINISHED;
    }
}
