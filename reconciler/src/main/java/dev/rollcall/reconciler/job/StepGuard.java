// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.job;

import java.util.function.Consumer;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;

/**
 * Lets no step start without the lock, because another run may be active, and reports the name of each started step.
 */
final class StepGuard implements StepExecutionListener {

    private final RunLock lock;
    private final Consumer<String> listener;

    StepGuard(RunLock lock, Consumer<String> listener) {
        this.lock = lock;
        this.listener = listener;
    }

    @Override
    public void beforeStep(StepExecution step) {
        lock.requireHeld();
        listener.accept(step.getStepName());
    }
}
