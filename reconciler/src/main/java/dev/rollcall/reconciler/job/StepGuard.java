// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.job;

import java.util.function.Consumer;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;

/** Lets no step begin without the lock, as a run that lost it could work beside another, and tells which one begins. */
final class StepGuard implements StepExecutionListener {

    private final RunLock lock;
    private final Consumer<String> watcher;

    StepGuard(RunLock lock, Consumer<String> watcher) {
        this.lock = lock;
        this.watcher = watcher;
    }

    @Override
    public void beforeStep(StepExecution step) {
        lock.requireHeld();
        watcher.accept(step.getStepName());
    }
}
