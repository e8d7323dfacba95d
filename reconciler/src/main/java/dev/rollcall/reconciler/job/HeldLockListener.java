// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.job;

import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;

/** Lets no step begin without the lock: a run that lost it could work beside another. */
final class HeldLockListener implements StepExecutionListener {

    private final RunLock lock;

    HeldLockListener(RunLock lock) {
        this.lock = lock;
    }

    @Override
    public void beforeStep(StepExecution step) {
        lock.requireHeld();
    }
}
