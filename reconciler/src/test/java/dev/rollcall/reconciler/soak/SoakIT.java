// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schema.SmallDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Breaks the nightly run of the built program and checks the result. {@code .ci/soak} runs hundreds of effective
 * rounds, with every fault in turn; a build runs one of some kinds: killed, told to stop, connections reset, server
 * crashed, disk full.
 */
class SoakIT {

    private static final List<Fault> FAULTS = List.of(Fault.values());
    private static final Set<Fault> OF_A_BUILD =
            EnumSet.of(Fault.KILL, Fault.TERM, Fault.RESET, Fault.CRASH, Fault.FULL_DISK);

    /** The maximum number of rounds per effective round. */
    private static final int MAX_ROUNDS_PER_EFFECT = 3;

    private static final int ROUNDS_PER_REPORT = 20;
    private static final int FIRST = Integer.getInteger("rollcall.soak.first", 1);
    private static final long SEED = Long.getLong("rollcall.soak.seed", 1);

    @TempDir
    static Path folder;

    private final List<String> failures = new ArrayList<>();
    private final Map<String, Integer> tally = new TreeMap<>();
    private int effects;

    @Test
    void should_lose_nothing_when_a_run_is_broken_at_any_time() throws Exception {
        Integer wanted = Integer.getInteger("rollcall.soak.rounds");
        long begin = System.nanoTime();
        int rounds = 0;
        try (Soak soak = Soak.prepare(folder)) {
            say("Soak: seed " + SEED + "; an unbroken night takes "
                    + soak.night().millis() + " ms; " + SkewedClock.description());
            for (int number : wanted == null ? roundsOfABuild() : roundsFor(wanted)) {
                play(soak, number);
                rounds++;
                if (rounds % ROUNDS_PER_REPORT == 0) {
                    say(summary(rounds, begin));
                }
                if (wanted != null && effects >= wanted) {
                    break;
                }
            }
        } finally {
            // even if the soak ended unexpectedly
            tally.forEach((outcome, times) -> say("Soak: %4d x %s".formatted(times, outcome)));
            say(summary(rounds, begin));
        }

        assertThat(failures).isEmpty();
        assertThat(effects).as("rounds that took effect").isGreaterThanOrEqualTo(wanted == null ? 1 : wanted);
    }

    private String summary(int rounds, long begin) {
        return "Soak: " + rounds + " rounds, " + effects + " took effect, " + failures.size() + " failed, in "
                + (System.nanoTime() - begin) / 1_000_000_000 + " s";
    }

    private static List<Integer> roundsOfABuild() {
        return IntStream.rangeClosed(1, FAULTS.size())
                .filter(round -> OF_A_BUILD.contains(faultOf(round)))
                .boxed()
                .toList();
    }

    private static List<Integer> roundsFor(int effects) {
        return IntStream.range(FIRST, FIRST + effects * MAX_ROUNDS_PER_EFFECT)
                .boxed()
                .toList();
    }

    private static Fault faultOf(int round) {
        return FAULTS.get((round - 1) % FAULTS.size());
    }

    private static Optional<String> skipped(Fault fault) throws IOException, InterruptedException {
        if (fault.needsMount() && !SmallDisk.isPossible(folder)) {
            return Optional.of("SKIPPED, because only root can mount a small disk");
        }
        return fault.needsFakeClock() && !SkewedClock.isPossible()
                ? Optional.of("SKIPPED, because Debian's libfaketime is not installed")
                : Optional.empty();
    }

    private void play(Soak soak, int number) throws Exception {
        Fault fault = faultOf(number);
        Optional<String> skipped = skipped(fault);
        String outcome = skipped.isPresent() ? skipped.get() : outcome(soak, number, fault);
        tally.merge(fault + ": " + outcome, 1, Integer::sum);
    }

    private String outcome(Soak soak, int number, Fault fault) {
        try {
            Broken broken = new Round(soak, number, fault, new Random(SEED * 1_000_003 + number)).play();
            effects += broken.tookEffect() ? 1 : 0;
            return broken.tookEffect() ? "in " + broken.description() : "no effect";
        } catch (AssertionError | Exception e) {
            String failure = "round " + number + " (" + fault + ", again by .ci/soak 1 " + SEED + " " + number + "): "
                    + e.getMessage();
            say("Soak: " + failure);
            failures.add(failure);
            return "FAILED";
        }
    }

    @SuppressWarnings("SystemOut") // prints progress
    private static void say(String line) {
        System.out.println(line);
    }
}
