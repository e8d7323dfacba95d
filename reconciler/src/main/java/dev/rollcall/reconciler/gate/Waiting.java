// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.gate;

import dev.rollcall.report.model.GateVerdict;
import dev.rollcall.schema.domain.Outcome;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks for a verdict again and again until the gate passes or the time is over. */
public final class Waiting {

    private final Duration patience;
    private final Duration interval;

    /** Waits for at most the patience, and for the interval between two questions. */
    public Waiting(Duration patience, Duration interval) {
        this.patience = patience;
        this.interval = interval;
    }

    /**
     * Waits.
     *
     * @param question asks; empty if there was no answer, which is no reason to give up
     * @param told gets each verdict that differs from the one before it
     * @throws InterruptedException if the thread is to end
     */
    public void untilPassed(Supplier<Optional<GateVerdict>> question, Consumer<GateVerdict> told)
            throws InterruptedException {
        // not by the clock, which may be set while we wait
        long deadline = System.nanoTime() + patience.toNanos();
        GateVerdict last = null;
        while (true) {
            GateVerdict verdict = question.get().orElse(last);
            if (isNews(verdict, last)) {
                told.accept(verdict);
            }
            last = verdict;
            long left = deadline - System.nanoTime();
            if (left <= 0 || (verdict != null && verdict.outcome() == Outcome.PASSED)) {
                return;
            }
            TimeUnit.NANOSECONDS.sleep(Math.min(left, interval.toNanos()));
        }
    }

    private static boolean isNews(@Nullable GateVerdict verdict, @Nullable GateVerdict last) {
        return verdict != null && !Objects.equals(verdict, last);
    }
}
