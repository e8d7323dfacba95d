// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.job;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.partition.Partitioner;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/** Creates a partition for each planned range, with the range in its context. */
final class RangePartitioner implements Partitioner, StepExecutionListener {

    private List<HostRange> plan = List.of();

    @Override
    public void beforeStep(StepExecution step) {
        plan = JobProgress.of(step.getJobExecution()).ranges();
    }

    /** Ignores the grid size, because the plan determines it. */
    @Override
    public Map<String, ExecutionContext> partition(int gridSize) {
        Map<String, ExecutionContext> partitions = new LinkedHashMap<>();
        for (HostRange range : plan) {
            partitions.put(String.format(Locale.ROOT, "range-%05d", partitions.size() + 1), range.toContext());
        }
        return partitions;
    }
}
