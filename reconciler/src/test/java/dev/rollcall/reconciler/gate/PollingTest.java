// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.report.model.GateVerdict;
import dev.rollcall.schema.domain.Outcome;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PollingTest {

    private static final Polling PATIENT = new Polling(Duration.ofMinutes(10), Duration.ofMillis(1));
    private static final GateVerdict PASSED = verdict(Outcome.PASSED, null);
    private static final GateVerdict FAILED = verdict(Outcome.FAILED, null);

    private final List<GateVerdict> told = new ArrayList<>();
    private final Deque<Optional<GateVerdict>> answers = new ArrayDeque<>();

    @Test
    void should_check_once_when_the_gate_passes_at_once() throws InterruptedException {
        answers.add(Optional.of(PASSED));

        PATIENT.untilPassed(answers::remove, told::add);

        assertThat(told).containsExactly(PASSED);
    }

    @Test
    void should_check_again_and_report_only_changes_when_the_gate_fails() throws InterruptedException {
        GateVerdict stale = verdict(Outcome.UNDECIDABLE, "stale");
        for (GateVerdict answer : List.of(FAILED, FAILED, stale, stale, FAILED, PASSED)) {
            answers.add(Optional.of(answer));
        }

        PATIENT.untilPassed(answers::remove, told::add);

        assertThat(answers).isEmpty();
        assertThat(told).containsExactly(FAILED, stale, FAILED, PASSED);
    }

    @Test
    void should_continue_when_a_check_fails() throws InterruptedException {
        answers.addAll(List.of(Optional.empty(), Optional.of(FAILED), Optional.empty(), Optional.of(PASSED)));

        PATIENT.untilPassed(answers::remove, told::add);

        assertThat(told).containsExactly(FAILED, PASSED);
    }

    @Test
    void should_check_once_more_at_the_end_when_the_interval_is_longer_than_the_patience() throws InterruptedException {
        answers.addAll(List.of(Optional.of(FAILED), Optional.of(PASSED)));

        new Polling(Duration.ofSeconds(2), Duration.ofDays(999_999)).untilPassed(answers::remove, told::add);

        assertThat(told).containsExactly(FAILED, PASSED);
    }

    @Test
    void should_give_up_when_time_runs_out() throws InterruptedException {
        int[] asked = {0};

        new Polling(Duration.ofMillis(500), Duration.ofMillis(50))
                .untilPassed(
                        () -> {
                            asked[0]++;
                            return Optional.of(FAILED);
                        },
                        told::add);

        assertThat(asked[0]).isBetween(1, 11);
        assertThat(told).containsExactly(FAILED);
    }

    private static GateVerdict verdict(Outcome outcome, @Nullable String reason) {
        return new GateVerdict(outcome, reason, List.of(), List.of());
    }
}
