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

/** Evaluates the gate repeatedly until it passes or time runs out. */
public final class Polling {

    private final Duration patience;
    private final Duration interval;

    /** Waits at most the patience, with the interval between two checks. */
    public Polling(Duration patience, Duration interval) {
        this.patience = patience;
        this.interval = interval;
    }

    /**
     * Waits.
     *
     * @param question checks the gate; empty if it could not, which is no reason to give up
     * @param listener receives each verdict that differs from the previous one
     * @throws InterruptedException if the thread should end
     */
    public void untilPassed(Supplier<Optional<GateVerdict>> question, Consumer<GateVerdict> listener)
            throws InterruptedException {
        // not the clock, which may be set meanwhile
        long deadline = System.nanoTime() + TimeUnit.NANOSECONDS.convert(patience);
        GateVerdict last = null;
        while (true) {
            GateVerdict verdict = question.get().orElse(last);
            if (isNews(verdict, last)) {
                listener.accept(verdict);
            }
            last = verdict;
            long left = deadline - System.nanoTime();
            if (left <= 0 || (verdict != null && verdict.outcome() == Outcome.PASSED)) {
                return;
            }
            TimeUnit.NANOSECONDS.sleep(Math.min(left, TimeUnit.NANOSECONDS.convert(interval)));
        }
    }

    private static boolean isNews(@Nullable GateVerdict verdict, @Nullable GateVerdict last) {
        return verdict != null && !Objects.equals(verdict, last);
    }
}
